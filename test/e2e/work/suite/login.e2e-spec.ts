import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { WeChatLogin, WeChatUser } from 'nestjs-wechat-sdk';
import type { WorkSuiteLoginUser } from 'nestjs-wechat-sdk/work';
import { ADAPTERS } from '../../../src/start-app.js';
import { startSuites, type StartedSuites } from '../../../src/start-suite.js';
import { Visitor } from '../../../src/visitor.js';

@Controller()
class Pages {
  @Get('me')
  @WeChatLogin('crm')
  me(@WeChatUser() user: WorkSuiteLoginUser): WorkSuiteLoginUser {
    return user;
  }

  @Get('private')
  @WeChatLogin('crm', { scope: 'snsapi_privateinfo' })
  private(@WeChatUser() user: WorkSuiteLoginUser): WorkSuiteLoginUser {
    return user;
  }
}

const IN_WECOM = { 'user-agent': 'Mozilla/5.0 (iPhone) wxwork/4.1.0 MicroMessenger/7.0.1 Language/zh' };

describe.each(ADAPTERS)('Logging in with a suite, on %s', (adapter) => {
  let started: StartedSuites;
  let visitor: Visitor;
  beforeEach(async () => {
    started = await startSuites(adapter, {
      controllers: [Pages],
      module: { login: { secret: '0123456789abcdef0123456789abcdef' } },
    });
    visitor = new Visitor(started.url);
  });
  afterEach(() => started.close());

  const follow = async (back: string): Promise<WorkSuiteLoginUser> => {
    const { location } = await visitor.open(back);
    const { status, body } = await visitor.open(location);
    expect(status).toBe(200);
    return JSON.parse(body) as WorkSuiteLoginUser;
  };

  it('shows a browser the page of WeCom, and knows the member and their corporation', async () => {
    const { crmConsole, acme, crm } = started;
    const { status, location } = await visitor.open('/me');
    expect(status).toBe(302);
    const { pathname, searchParams } = new URL(location);
    expect(pathname).toBe('/wwlogin/sso/login');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      login_type: 'ServiceApp',
      appid: crm.suiteId,
      redirect_uri: `${started.url}/me`,
    });
    expect(await follow(crmConsole.logInAt(location, acme, 'zhangsan'))).toEqual({
      scope: 'snsapi_base',
      corpid: acme.corpId,
      userid: 'zhangsan',
      open_userid: expect.stringMatching(/^wo/),
    });
  });

  it('asks inside WeCom for consent to more, and hands it out', async () => {
    const { crmConsole, acme, crm } = started;
    const { location } = await visitor.open('/private', { headers: IN_WECOM });
    expect(location).toMatch(
      new RegExp(`/connect/oauth2/authorize\\?appid=${crm.suiteId}&.*snsapi_privateinfo.*#wechat_redirect$`),
    );
    expect(await follow(crmConsole.logInAt(location, acme, 'zhangsan'))).toMatchObject({
      scope: 'snsapi_privateinfo',
      corpid: acme.corpId,
      userid: 'zhangsan',
      name: '张三',
    });
  });

  it('sends those away who are no members of a corporation', async () => {
    const { location } = await visitor.open('/me', { headers: IN_WECOM });
    const back = started.crmConsole.logInAsStrangerAt(location, 'o-stranger');
    const { status, body } = await visitor.open(back);
    expect(status).toBe(403);
    expect(body).not.toContain('o-stranger');
  });
});
