import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { platformOn } from './fake.api.js';

const ROUTE = 'POST /cgi-bin/component/clear_quota/v2';

describe('openApi of a platform', () => {
  it('asks with the token of the platform, in its own name', async () => {
    const quota = { daily_limit: 10, used: 1, remain: 9 };
    const { platform, call, accountCall } = platformOn([{ quota }]);
    const path = '/cgi-bin/component/api_query_auth';
    expect(await platform.openApi.getQuota(path)).toBe(quota);
    await platform.openApi.clearQuota();
    await platform.openApi.clearApiQuota(path);
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/openapi/quota/get', { body: { cgi_path: path } }],
      ['POST /cgi-bin/clear_quota', { body: { appid: 'wxcomponent' } }],
      ['POST /cgi-bin/openapi/quota/clear', { body: { cgi_path: path } }],
    ]);
    expect(accountCall).not.toHaveBeenCalled();
  });

  it('hands out what became of a call', async () => {
    const request = { request_url: '/a' };
    const { platform, call } = platformOn([{ request }]);
    expect(await platform.openApi.getRidInfo('1-2-3')).toBe(request);
    expect(call.mock.calls).toEqual([['POST /cgi-bin/openapi/rid/get', { body: { rid: '1-2-3' } }]]);
  });

  it('resets with the secret, for itself or for an account', async () => {
    const { platform, call } = platformOn();
    await platform.openApi.clearQuotaByAppSecret();
    await platform.openApi.clearQuotaByAppSecret('wx1');
    const own = { component_appid: 'wxcomponent', appsecret: 's3cret' };
    expect(call.mock.calls).toEqual([
      [ROUTE, { body: own }],
      [ROUTE, { body: { ...own, appid: 'wx1' } }],
    ]);
  });

  it('shows no secret when it is looked at', () => {
    const { openApi } = platformOn().platform;
    expect(inspect(openApi, { depth: 5, showHidden: true })).not.toContain('s3cret');
    expect(JSON.stringify(openApi)).not.toContain('s3cret');
  });
});
