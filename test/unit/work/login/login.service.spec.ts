import { describe, expect, it, jest } from '@jest/globals';
import { WeChatConfigError } from '../../../../lib/common/index.js';
import { WorkLoginService } from '../../../../lib/work/login/login.service.js';
import { WorkWebLogin } from '../../../../lib/work/login/work.web-login.js';
import { DEFAULT_BASE_URLS } from '../../../../lib/work/work-options.interface.js';

type Client = ConstructorParameters<typeof WorkLoginService>[0];

const REDIRECT = 'https://crm.example.com/orders?b=2&a=中';

function setUp(answers: unknown[] = [], agentId: string | undefined = '1000002') {
  const request = jest.fn(async (..._call: unknown[]) => answers.shift());
  const client = { name: 'corp/assistant', corpId: 'ww1', agentId, request } as unknown as Client;
  return { login: new WorkLoginService(client, DEFAULT_BASE_URLS), request };
}

const read = (address: string): [string, Record<string, string>, string] => {
  const { origin, pathname, searchParams, hash } = new URL(address);
  return [origin + pathname, Object.fromEntries(searchParams), hash];
};

describe('WorkLoginService', () => {
  it('sends people to the page inside WeCom', () => {
    const { login } = setUp();
    const page = 'https://open.weixin.qq.com/connect/oauth2/authorize';
    const query = {
      appid: 'ww1',
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'snsapi_base',
      agentid: '1000002',
    };
    expect(read(login.authorizeUrl({ redirectUri: REDIRECT }))).toEqual([page, query, '#wechat_redirect']);
    const scope = 'snsapi_privateinfo';
    expect(read(login.authorizeUrl({ redirectUri: REDIRECT, scope, state: 's1' }))).toEqual([
      page,
      { ...query, scope, state: 's1' },
      '#wechat_redirect',
    ]);
  });

  it('sends browsers to the login component, or to the older QR page', () => {
    const { login } = setUp();
    const query = { appid: 'ww1', agentid: '1000002', redirect_uri: REDIRECT, state: 's1' };
    expect(read(login.webUrl({ redirectUri: REDIRECT, state: 's1' }))).toEqual([
      'https://login.work.weixin.qq.com/wwlogin/sso/login',
      { login_type: 'CorpApp', ...query },
      '',
    ]);
    expect(read(login.qrUrl({ redirectUri: REDIRECT, state: 's1', lang: 'en' }))).toEqual([
      'https://open.work.weixin.qq.com/wwopen/sso/qrConnect',
      { ...query, lang: 'en' },
      '',
    ]);
    expect(login.qrOptions({ redirectUri: REDIRECT })).toEqual({
      appid: 'ww1',
      agentid: '1000002',
      redirect_uri: encodeURIComponent(REDIRECT),
    });
  });

  it.each(['authorizeUrl', 'webUrl', 'qrUrl', 'qrOptions'] as const)(
    'says of %s that it needs an application',
    (method) => {
      const client = { name: 'corp/kf', corpId: 'ww1', agentId: undefined } as unknown as Client;
      const login = new WorkLoginService(client, DEFAULT_BASE_URLS);
      expect(() => login[method]({ redirectUri: REDIRECT })).toThrow(WeChatConfigError);
      expect(() => login[method]({ redirectUri: REDIRECT })).toThrow(/corp\/kf.*agentId/);
    },
  );
});

describe('WorkWebLogin', () => {
  const webLogin = (answers: unknown[] = [], page: 'component' | 'qr' = 'component') => {
    const { login, request } = setUp(answers);
    return { login: new WorkWebLogin('corp/assistant', login, page, undefined), request };
  };

  it.each([
    ['within WeCom, unseen', true, 'snsapi_base', 'component', '/connect/oauth2/authorize'],
    ['in a browser, the component', false, 'snsapi_base', 'component', '/wwlogin/sso/login'],
    ['in a browser, the QR page where that is wished', false, 'snsapi_base', 'qr', '/wwopen/sso/qrConnect'],
    ['for consent, the page within WeCom', false, 'snsapi_privateinfo', 'qr', '/connect/oauth2/authorize'],
  ] as const)('shows %s', (_, isInApp, scope, page, path) => {
    const { login } = webLogin([], page);
    const address = login.authorizeUrl({ redirectUri: REDIRECT, scope, state: 's1', isInApp });
    expect(new URL(address).pathname).toBe(path);
    expect(new URL(address).searchParams.get('state')).toBe('s1');
  });

  it('knows a member by userid, and asks no more than was consented to', async () => {
    const { login, request } = webLogin([{ userid: 'zhangsan' }]);
    const { user } = await login.exchange('c1');
    expect(user).toEqual({ scope: 'snsapi_base', userid: 'zhangsan' });
    expect(login.isMember(user)).toBe(true);
    expect(request).toHaveBeenCalledTimes(1);
  });

  it("fetches a member's own data with the ticket, which goes no further", async () => {
    const told = { userid: 'zhangsan', gender: '1', mobile: '13800000000', avatar: 'https://a/1' };
    const { login, request } = webLogin([{ userid: 'zhangsan', user_ticket: 't1' }, told]);
    const { user } = await login.exchange('c1');
    expect(user).toEqual({ scope: 'snsapi_privateinfo', ...told });
    expect(request).toHaveBeenLastCalledWith('POST /cgi-bin/auth/getuserdetail', {
      body: { user_ticket: 't1' },
    });
  });

  it.each([
    ['a customer', { openid: 'o1', external_userid: 'wm1' }],
    ['a stranger', { openid: 'o1' }],
  ])('tells %s from members', async (_, answer) => {
    const { login } = webLogin([answer]);
    const { user } = await login.exchange('c1');
    expect(user).toEqual({ scope: 'snsapi_base', ...answer });
    expect(login.isMember(user)).toBe(false);
  });

  it('takes an answer without anybody in it for none of WeCom’s', async () => {
    await expect(webLogin([{}]).login.exchange('c1')).rejects.toMatchObject({ name: 'WeChatHttpError' });
  });
});
