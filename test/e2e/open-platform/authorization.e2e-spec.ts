import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Query, Redirect } from '@nestjs/common';
import {
  InjectWeChat,
  type NotifyThirdFasteregisterInfo,
  type OpenPlatform,
  type UpdateauthorizedInfo,
  WeChatAuthorizationError,
  WeChatInfo,
} from 'nestjs-wechat-sdk';
import { writeXml } from '../../../lib/common/index.js';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS } from '../../src/start-app.js';
import { startPlatform, type StartedPlatform } from '../../src/start-platform.js';
import { sealedPush, sendRaw } from '../../src/wechat.sender.js';

let told: string[];

@Controller()
class SaasController {
  constructor(@InjectWeChat('platform') private readonly platform: OpenPlatform) {}

  @Get('join')
  @Redirect()
  join(@Query('device') device: 'pc' | 'mobile'): Promise<object> {
    return this.platform.authorization.redirect({
      redirectUri: 'http://saas.example/joined?tenant=7',
      device,
    });
  }

  @WeChatInfo('authorized')
  joined(): void {
    told.push('authorized');
  }

  @WeChatInfo('updateauthorized')
  changed({ AuthorizerAppid }: UpdateauthorizedInfo): void {
    told.push(`updateauthorized ${AuthorizerAppid}`);
  }

  @WeChatInfo('notify_third_fasteregister')
  registered({ status, info }: NotifyThirdFasteregisterInfo): void {
    told.push(`registered ${String(status)} ${info.name}`);
  }
}

const codeOf = (address: string): string => new URL(address).searchParams.get('auth_code') as string;

describe.each(ADAPTERS)('authorizations on %s', (adapter) => {
  let started: StartedPlatform;
  const log = new LogCapture();
  beforeEach(async () => {
    told = [];
    started = await startPlatform(adapter, { controllers: [SaasController], nest: { logger: log } });
  });
  afterEach(() => started.close());

  const queries = (): number =>
    started.sandbox.requests.filter(({ path }) => path === '/cgi-bin/component/api_query_auth').length;
  const join = async (device: string): Promise<string> => {
    const response = await fetch(`${started.url}/join?device=${device}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    return response.headers.get('location') as string;
  };

  it.each(['pc', 'mobile'])('begin on the page for %s, and come back with a code', async (device) => {
    const { console, platform, shop } = started;
    const back = await console.authorizeAt(await join(device), shop);
    expect(back).toMatch(/^http:\/\/saas\.example\/joined\?tenant=7&auth_code=/);
    const authorizer = await platform.authorization.accept(codeOf(back));
    expect(authorizer.appId).toBe(shop.appId);
    const { authorizer_info, authorization_info } = await authorizer.getInfo();
    expect(authorizer_info).toMatchObject({ nick_name: 'shop', user_name: shop.originalId });
    expect(Object.keys(authorization_info)).toEqual(['authorizer_appid', 'func_info']);
    expect(told).toEqual(['authorized']);
    expect(queries()).toBe(1);
  });

  it('exchange a code once, whoever comes with it and however often', async () => {
    const { console, platform, shop } = started;
    const { callbackUrl } = console;
    console.callbackUrl = undefined;
    const code = codeOf(await console.authorizeAt(await join('pc'), shop));
    console.callbackUrl = callbackUrl;
    const push = console.pushInfo({
      InfoType: 'authorized',
      AuthorizerAppid: shop.appId,
      AuthorizationCode: code,
      AuthorizationCodeExpiredTime: 600,
      PreAuthCode: 'p',
    });
    const accepted = await Promise.all(Array.from({ length: 20 }, () => platform.authorization.accept(code)));
    await push;
    expect(accepted.every(({ appId }) => appId === shop.appId)).toBe(true);
    expect(queries()).toBe(1);
    expect(told).toEqual(['authorized']);
  });

  it('refuse codes that are stale or made up', async () => {
    const { console, platform, shop, sandbox } = started;
    console.callbackUrl = undefined;
    const code = codeOf(await console.authorizeAt(await join('pc'), shop));
    sandbox.advance(3601);
    await console.pushTicket().catch(() => undefined);
    await expect(platform.authorization.accept(code)).rejects.toMatchObject({
      errcode: 61010,
      hint: expect.any(String),
    });
    await expect(platform.authorization.accept('queryauthcode@@@made-up')).rejects.toMatchObject({
      errcode: 61010,
    });
  });

  it('find the account in the list when another machine was first with the pushed code', async () => {
    const { console, platform, shop } = started;
    await console.authorize(shop);
    const info = { AuthorizerAppid: shop.appId, AuthorizationCode: 'queryauthcode@@@old', PreAuthCode: 'p' };
    await console.pushInfo({ InfoType: 'authorized', ...info });
    expect(told).toEqual(['authorized', 'authorized']);
    await expect(platform.officialAccount(shop.appId).account.getCallbackIps()).resolves.not.toEqual([]);
  });

  it('pass over a push for an account that WeChat knows nothing of', async () => {
    const info = { AuthorizerAppid: 'wx0000000000000000', AuthorizationCode: 'c', PreAuthCode: 'p' };
    await started.console.pushInfo({ InfoType: 'authorized', ...info });
    expect(told).toEqual([]);
    expect(log.lines.join('\n')).toMatch(/wx0000000000000000 came with a code WeChat no longer takes/);
  });

  it('are renewed by updateauthorized, and stay when unauthorized comes late', async () => {
    const { console, platform, shop } = started;
    const before = Math.floor(Date.now() / 1000) - 100;
    await console.authorize(shop);
    await console.authorize(shop);
    expect(told).toEqual(['authorized', `updateauthorized ${shop.appId}`]);
    const late = writeXml({
      AppId: console.appId,
      CreateTime: before,
      InfoType: 'unauthorized',
      AuthorizerAppid: shop.appId,
    });
    const { token, encodingAESKey, appId } = console;
    const answer = await sendRaw(
      `${started.url}/wechat/platform`,
      sealedPush(late, { token, encodingAESKey, appId }),
    );
    expect(answer).toMatchObject({ status: 200, text: 'success' });
    const fetches = console.tokenFetches.authorizer;
    await platform.officialAccount(shop.appId).account.getCallbackIps();
    expect(console.tokenFetches.authorizer).toBe(fetches);
  });

  it('come with a mini program that was registered quickly', async () => {
    const { console, platform, mini } = started;
    const { callbackUrl } = console;
    console.callbackUrl = undefined;
    const { authCode } = await console.authorize(mini);
    console.callbackUrl = callbackUrl;
    await console.pushInfo({
      InfoType: 'notify_third_fasteregister',
      appid: mini.appId,
      status: 0,
      auth_code: authCode,
      msg: 'OK',
      info: { name: '某公司' },
    });
    expect(told).toEqual(['registered 0 某公司']);
    expect(queries()).toBe(1);
    const { openid } = await platform.miniProgram(mini.appId).login.code2Session(mini.person().login());
    expect(openid).toBeTruthy();
  });

  it('are listed without their refresh tokens', async () => {
    const { console, platform, shop } = started;
    const many = console.addAuthorizers(1001);
    await console.authorize(shop);
    const listed = [];
    for await (const one of platform.authorization.list()) listed.push(one);
    expect(listed).toHaveLength(1002);
    expect(new Set(listed.map(({ authorizer_appid }) => authorizer_appid))).toEqual(
      new Set([...many, shop.appId]),
    );
    expect(Object.keys(listed[0] as object)).toEqual(['authorizer_appid', 'auth_time']);
  });

  it('are kept as they are when tokens of the platform die', async () => {
    const { console, platform, shop } = started;
    await console.authorize(shop);
    console.revokeTokens();
    await expect(platform.authorizer(shop.appId).getInfo()).resolves.toBeDefined();
    await expect(platform.authorization.createPreAuthCode()).resolves.toBeDefined();
  });
});

describe('before the first ticket', () => {
  it('says what is missing and what to do, and works when it has come', async () => {
    const { console, platform, shop, close } = await startPlatform('express', { hasTicket: false });
    try {
      const asked = platform.authorization.redirect({ redirectUri: 'https://saas.example/joined' });
      await expect(asked).rejects.toThrow(WeChatAuthorizationError);
      await expect(asked).rejects.toThrow(/component_verify_ticket.*startPushTicket/);
      await platform.startPushTicket();
      for (let tries = 0; tries < 50 && console.tokenFetches.component === 0; tries += 1) {
        await platform.authorization
          .createPreAuthCode()
          .catch(() => new Promise((done) => setTimeout(done, 20)));
      }
      await console.authorize(shop);
      await expect(platform.authorizer(shop.appId).getInfo()).resolves.toBeDefined();
    } finally {
      await close();
    }
  });

  it.each([
    ['a relative address', { redirectUri: '/joined' }, /absolute http/],
    ['an address that is none', { redirectUri: 'javascript:alert(1)' }, /absolute http/],
    [
      'two ways to choose',
      { redirectUri: 'https://a.example', authType: 1, bizAppId: 'wx1' },
      /exclude each other/,
    ],
  ])('refuses %s for the page', async (_name, page, message) => {
    const { platform, close } = await startPlatform('express');
    try {
      await expect(platform.authorization.redirect(page)).rejects.toThrow(message);
    } finally {
      await close();
    }
  });
});
