import { describe, expect, it, jest } from '@jest/globals';
import type { CallOrigin, HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import { WorkTokenSource } from '../../../lib/work/work-token.source.js';

describe('WorkTokenSource', () => {
  it('asks with the secret, and is asked again once the token is dead: WeCom gives the same one until then', async () => {
    const send = jest.fn(async (_call: HttpCall) => ({ access_token: 'token', expires_in: 7200 }));
    const origin: CallOrigin = { client: 'corp/a', baseUrl: 'https://x', options: {}, secrets: ['s'] };
    const setup = { corpId: 'ww1', secret: 's', owner: 'ww1/1' };
    const source = new WorkTokenSource(origin, setup, { send } as unknown as WeChatHttp);
    expect(source.key).toBe('ww1/1:access_token');
    expect(await source.fetch()).toEqual({ value: 'token', expiresIn: 7200, renewIn: 7201 });
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      route: 'GET /cgi-bin/gettoken',
      query: { corpid: 'ww1', corpsecret: 's' },
    });
  });
});
