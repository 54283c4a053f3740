import { describe, expect, it, jest } from '@jest/globals';
import { workTraits } from '../../../../lib/catalog/work.js';
import { ApiCaller } from '../../../../lib/client/index.js';
import type { HttpCall, WeChatHttp } from '../../../../lib/http/index.js';
import type { TokenManager, TokenSource } from '../../../../lib/token/index.js';
import { WorkProvider } from '../../../../lib/work/provider/work-provider.js';
import { DEFAULT_BASE_URLS } from '../../../../lib/work/work-options.interface.js';

describe('WorkProvider', () => {
  it('calls routes of smart hardware with the token it is given, and none of its own', async () => {
    const send = jest.fn(async (_call: HttpCall) => ({ device_access_token: 'd', expires_in: 7200 }));
    const get = jest.fn();
    const origin = { client: 'provider', baseUrl: 'https://x', options: {}, secrets: ['secret'] };
    const tokenSource: TokenSource = { key: 'k', fetch: jest.fn<never>() };
    const caller = new ApiCaller(
      { origin, traits: workTraits, tokenSource, tokenKind: 'provider_access_token' },
      { send } as unknown as WeChatHttp,
      { get } as unknown as TokenManager,
    );
    const provider = new WorkProvider('provider', { corpId: 'ww1', baseUrls: DEFAULT_BASE_URLS, caller });
    const body = { device_sn: 'sn', device_secret: 's' };
    const answer = await provider.requestAs('model-token', 'POST /cgi-bin/openhw/get_device_token', { body });
    expect(answer.device_access_token).toBe('d');
    expect(get).not.toHaveBeenCalled();
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      route: 'POST /cgi-bin/openhw/get_device_token',
      query: { model_access_token: 'model-token' },
      body,
      secrets: ['secret', 'model-token'],
    });
    // @ts-expect-error a route of applications carries another token
    await provider.requestAs('t', 'POST /cgi-bin/message/send', {});
  });
});
