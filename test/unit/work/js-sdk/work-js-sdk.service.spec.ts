import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../../lib/common/index.js';
import { sha1 } from '../../../../lib/crypto/index.js';
import { WorkJsSdkService } from '../../../../lib/work/js-sdk/work-js-sdk.service.js';
import type { WorkAgentApi } from '../../../../lib/work/work.api.js';

const PAGE = 'https://shop.example.com/page?from=timeline';

function service(agentId?: number) {
  const asked: string[] = [];
  const requireAgentId = (): Promise<number> =>
    agentId === undefined ? Promise.reject(new WeChatConfigError('no agentId')) : Promise.resolve(agentId);
  const client = { corpId: 'ww1', requireAgentId } as unknown as WorkAgentApi;
  const jsSdk = new WorkJsSdkService(client, (key) => {
    asked.push(key);
    return `CANARY-${key}`;
  });
  return { asked, jsSdk };
}

const signatureOf = (key: string, { nonceStr, timestamp }: { nonceStr: string; timestamp: number }): string =>
  sha1(`jsapi_ticket=CANARY-${key}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${PAGE}`);

describe('Pages inside WeCom', () => {
  it('are signed with the ticket of the corporation for wx.config', async () => {
    const { asked, jsSdk } = service();
    const config = await jsSdk.config(`${PAGE}#/route`, { jsApiList: ['scanQRCode'], debug: true });
    expect(config).toEqual({
      beta: true,
      debug: true,
      appId: 'ww1',
      timestamp: expect.any(Number),
      nonceStr: expect.stringMatching(/^[\da-f]{16}$/),
      signature: signatureOf('js_api_ticket', config),
      jsApiList: ['scanQRCode'],
      openTagList: [],
    });
    expect(asked).toEqual(['js_api_ticket']);
  });

  it('are signed with the ticket of the application for wx.agentConfig', async () => {
    const { asked, jsSdk } = service(1000002);
    const config = await jsSdk.agentConfig(`${PAGE}#/route`, { jsApiList: ['selectExternalContact'] });
    expect(config).toEqual({
      corpid: 'ww1',
      agentid: '1000002',
      timestamp: expect.any(Number),
      nonceStr: expect.stringMatching(/^[\da-f]{16}$/),
      signature: signatureOf('agent_js_api_ticket', config),
      jsApiList: ['selectExternalContact'],
    });
    expect(asked).toEqual(['agent_js_api_ticket']);
  });

  it('have signatures that can be explained, of either kind', async () => {
    const { jsSdk } = service(1000002);
    const corp = await jsSdk.config(PAGE, { jsApiList: [] });
    const agent = await jsSdk.agentConfig(PAGE, { jsApiList: [] });
    expect(await jsSdk.explain(PAGE, corp)).toMatchObject({ isRight: true });
    expect(await jsSdk.explain(PAGE, agent)).toMatchObject({ isRight: false });
    expect(await jsSdk.explainAgent(PAGE, agent)).toMatchObject({ isRight: true });
    expect(await jsSdk.explainAgent('http://shop.example.com/page?from=timeline', agent)).toMatchObject({
      isRight: false,
      isRightFor: PAGE,
    });
  });

  it('are none of a secret that belongs to no application, as far as wx.agentConfig goes', async () => {
    const { asked, jsSdk } = service();
    await expect(jsSdk.agentConfig(PAGE, { jsApiList: [] })).rejects.toThrow(WeChatConfigError);
    await expect(jsSdk.explainAgent(PAGE)).rejects.toThrow(WeChatConfigError);
    expect(asked).toEqual([]);
  });

  it.each(['', '/page', 'ftp://shop.example.com', 'javascript:alert(1)'])(
    'have addresses, not %j',
    async (url) => {
      const { jsSdk } = service(1);
      await expect(jsSdk.config(url, { jsApiList: [] })).rejects.toThrow(TypeError);
      await expect(jsSdk.agentConfig(url, { jsApiList: [] })).rejects.toThrow(TypeError);
    },
  );

  it('show no ticket to whoever inspects the service', async () => {
    const { jsSdk } = service(1);
    await jsSdk.config(PAGE, { jsApiList: [] });
    expect(inspect(jsSdk, { depth: 9, showHidden: true }) + JSON.stringify(jsSdk)).not.toContain('CANARY');
  });
});
