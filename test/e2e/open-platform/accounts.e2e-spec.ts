import { Controller } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type AuthorizedInfo,
  type CallbackContext,
  type ComponentVerifyTicketInfo,
  getWeChatToken,
  MiniProgram,
  OfficialAccount,
  officialAccount,
  type TextMessage,
  type UnauthorizedInfo,
  WeChatClients,
  WeChatHandlers,
  WeChatInfo,
  WeChatMessage,
} from 'nestjs-wechat-sdk';
import { ADAPTERS } from '../../src/start-app.js';
import { startPlatform, type StartedPlatform } from '../../src/start-platform.js';

let told: unknown[][];
/** What the account can do at the moment its authorization is told. */
let nickname: string | undefined;

@Controller()
class PlatformController {
  @WeChatInfo('authorized')
  async joined(info: AuthorizedInfo, { client }: CallbackContext): Promise<void> {
    told.push(['authorized', info.AuthorizerAppid, client.name]);
    const account = (client as StartedPlatform['platform']).officialAccount(info.AuthorizerAppid);
    nickname = (await account.account.getCallbackIps()).length > 0 ? 'works' : undefined;
  }

  @WeChatInfo('unauthorized')
  left({ AuthorizerAppid }: UnauthorizedInfo): void {
    told.push(['unauthorized', AuthorizerAppid]);
  }

  @WeChatInfo('component_verify_ticket')
  ticket({ ComponentVerifyTicket, AppId, CreateTime }: ComponentVerifyTicketInfo): void {
    told.push(['ticket', AppId, ComponentVerifyTicket.length > 0 && Number(CreateTime) > 0]);
  }

  @WeChatMessage('text')
  all({ Content }: TextMessage, { client, parent }: CallbackContext): string {
    return `all ${client.name} of ${parent?.name}: ${Content}`;
  }
}

@Controller()
@WeChatHandlers('platform')
class PlatformsController {
  @WeChatMessage('text', { content: /^platform/ })
  platforms(_: TextMessage, { client }: CallbackContext): string {
    return `platform for ${client.id}`;
  }
}

@Controller()
@WeChatHandlers('named')
class NamedController {
  @WeChatMessage('text', { content: /account$/ })
  accounts(_: TextMessage, { client }: CallbackContext): string {
    return `account ${client.name}`;
  }
}

describe.each(ADAPTERS)('accounts of a platform on %s', (adapter) => {
  let started: StartedPlatform;
  beforeEach(async () => {
    told = [];
    nickname = undefined;
    started = await startPlatform(adapter, {
      controllers: [PlatformController, PlatformsController, NamedController],
      clients: ({ other }) => ({ named: officialAccount({ appId: other.appId, component: 'platform' }) }),
    });
  });
  afterEach(() => started.close());

  it('takes an account in before its handler hears of it', async () => {
    const { console, shop } = started;
    expect(told).toEqual([['ticket', console.appId, true]]);
    await console.authorize(shop);
    expect(told.slice(1)).toEqual([['authorized', shop.appId, 'platform']]);
    expect(nickname).toBe('works');
  });

  it('gives the same classes as accounts of their own have, with tokens of the platform', async () => {
    const { console, platform, shop, mini } = started;
    await console.authorize(shop);
    await console.authorize(mini);
    const account = platform.officialAccount(shop.appId);
    expect(account).toBeInstanceOf(OfficialAccount);
    expect(account).toBe(platform.officialAccount(shop.appId));
    await account.menu.create([{ type: 'click', name: 'Hi', key: 'HI' }]);
    expect(shop.menu?.button).toHaveLength(1);
    expect(shop.tokenFetches).toEqual({ classic: 0, stable: 0 });
    const program = platform.miniProgram(mini.appId);
    expect(program).toBeInstanceOf(MiniProgram);
    const person = mini.person();
    const session = await program.login.code2Session(person.login());
    expect(session.openid).toBe(person.openid);
  });

  it('hands messages to the handlers of the account, else of the platform, else of all', async () => {
    const { console, shop, other } = started;
    await console.authorize(shop);
    await console.authorize(other);
    const [ofShop, ofOther] = [shop.person(), other.person()];
    const say = async (person: typeof ofShop, text: string) => (await person.say(text)).text;
    expect(await say(ofShop, 'hello')).toBe(`all ${shop.appId} of platform: hello`);
    expect(await say(ofShop, 'platform')).toBe(`platform for ${shop.appId}`);
    expect(await say(ofOther, 'platform')).toBe(`platform for ${other.appId}`);
    expect(await say(ofOther, 'platform and account')).toBe('account named');
    expect(await say(ofShop, 'platform and account')).toBe(`platform for ${shop.appId}`);
    expect(await say(ofOther, 'account')).toBe('account named');
    expect(await say(ofShop, 'account')).toBe(`all ${shop.appId} of platform: account`);
  });

  it('sends the replies of mini programs as customer messages, with the token the platform has', async () => {
    const { console, mini } = started;
    await console.authorize(mini);
    const person = mini.person();
    await person.say('hello');
    const { message } = await person.nextMessage();
    expect(message).toMatchObject({ text: { content: `all ${mini.appId} of platform: hello` } });
    expect(mini.tokenFetches).toEqual({ classic: 0, stable: 0 });
  });

  it('takes pushes in JSON', async () => {
    const { console, shop } = started;
    console.format = 'json';
    await console.pushTicket();
    await console.authorize(shop);
    expect((await shop.person().say('hello')).text).toBe(`all ${shop.appId} of platform: hello`);
    expect(told.map(([name]) => name)).toEqual(['ticket', 'ticket', 'authorized']);
  });

  it('asks WeChat once who an account is, however many messages come first', async () => {
    const { console, shop, sandbox } = started;
    await console.authorize(shop);
    const person = shop.person();
    const asked = (): number =>
      sandbox.requests.filter(({ path }) => path === '/cgi-bin/component/api_get_authorizer_info').length;
    const replies = await Promise.all(['1', '2', '3'].map((text) => person.say(text)));
    expect(replies.map(({ text }) => text?.slice(-1))).toEqual(['1', '2', '3']);
    expect(asked()).toBe(1);
  });

  it('injects an account that is declared by name, and finds it by its appid', async () => {
    const { app, console, other, platform, shop } = started;
    const named = app.get<OfficialAccount>(getWeChatToken('named'));
    expect(platform.officialAccount(other.appId)).toBe(named);
    await console.authorize(other);
    expect((await named.account.getCallbackIps()).length).toBeGreaterThan(0);
    const clients = app.get(WeChatClients);
    expect(clients.names().toSorted()).toEqual(['named', 'platform']);
    expect(clients.get(other.appId)).toBe(named);
    expect(clients.has(shop.appId)).toBe(false);
  });

  it('drops everything of an account that leaves', async () => {
    const { app, console, platform, shop } = started;
    await console.authorize(shop);
    await shop.person().say('hello');
    const before = platform.officialAccount(shop.appId);
    await console.unauthorize(shop);
    expect(told.at(-1)).toEqual(['unauthorized', shop.appId]);
    expect(app.get(WeChatClients).has(shop.appId)).toBe(false);
    expect(platform.officialAccount(shop.appId)).not.toBe(before);
    await expect(before.account.getCallbackIps()).rejects.toMatchObject({ code: 'WECHAT_AUTHORIZATION' });
    await console.authorize(shop);
    expect((await before.account.getCallbackIps()).length).toBeGreaterThan(0);
  });
});
