import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatEvent, WeChatInfo, WeChatMessage } from 'nestjs-wechat-sdk';
import { writeXml, type XmlTree } from '../../../lib/common/index.js';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS, AES_KEY } from '../../src/start-app.js';
import { startPlatform, type StartedPlatform } from '../../src/start-platform.js';
import {
  plainQuery,
  type RawCallback,
  seconds,
  sealedPush,
  sendRaw,
  textXml,
} from '../../src/wechat.sender.js';

let handled = 0;

@Injectable()
class Counter {
  @WeChatMessage()
  message(): string {
    handled += 1;
    return 'handled';
  }
  @WeChatEvent()
  event(): void {
    handled += 1;
  }
  @WeChatInfo()
  info(): void {
    handled += 1;
  }
}

const OTHER_APP = 'wx0000000000000000';

describe.each(ADAPTERS)('What a platform refuses before any handler runs, on %s', (adapter) => {
  let started: StartedPlatform;
  const log = new LogCapture();
  beforeAll(async () => {
    started = await startPlatform(adapter, { providers: [Counter], nest: { logger: log } });
    await started.console.authorize(started.shop);
    await started.console.authorize(started.other);
  });
  afterAll(() => started.close());

  const seal = (change: Partial<Parameters<typeof sealedPush>[1]> = {}) => {
    const { token, encodingAESKey, appId } = started.console;
    return { token, encodingAESKey, appId, ...change };
  };
  const infoXml = (fields: XmlTree): string =>
    writeXml({ AppId: started.console.appId, CreateTime: Number(seconds()), ...fields });
  const ticket = (): string =>
    infoXml({ InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket@@@x' });
  const sealedTicket = (): ReturnType<typeof sealedPush> => sealedPush(ticket(), seal());
  const message = (gh = started.shop.originalId): string => textXml('x', { ToUserName: gh });
  const withQuery = (change: Record<string, string>): RawCallback => {
    const push = sealedTicket();
    return { ...push, query: { ...push.query, ...change } };
  };

  /** Name, request, status, and what stands behind `/wechat/`. */
  const CASES: Array<[string, () => RawCallback, number, (() => string)?]> = [
    ['a ticket with a wrong signature', () => withQuery({ msg_signature: '0'.repeat(40) }), 401],
    ['a ticket with a changed time', () => withQuery({ timestamp: String(Number(seconds()) - 5) }), 401],
    [
      'a ticket that is not sealed',
      () => ({ query: plainQuery(started.console.token), body: ticket() }),
      400,
    ],
    ['a ticket sealed for another platform', () => sealedPush(ticket(), seal({ appId: OTHER_APP })), 400],
    ['a ticket sealed with another key', () => sealedPush(ticket(), seal({ encodingAESKey: AES_KEY })), 400],
    [
      'a ticket push without its ticket',
      () => sealedPush(infoXml({ InfoType: 'component_verify_ticket' }), seal()),
      400,
    ],
    [
      'an authorization without the account',
      () => sealedPush(infoXml({ InfoType: 'authorized', AuthorizationCode: 'c' }), seal()),
      400,
    ],
    [
      'an authorization without its code',
      () => sealedPush(infoXml({ InfoType: 'authorized', AuthorizerAppid: OTHER_APP }), seal()),
      400,
    ],
    [
      'the leave of an account whose appid cannot be one',
      () => sealedPush(infoXml({ InfoType: 'unauthorized', AuthorizerAppid: '\u007f' }), seal()),
      400,
    ],
    ['an InfoType without text', () => sealedPush(infoXml({ InfoType: '' }), seal()), 400],
    ['news that is no XML', () => sealedPush('nothing', seal()), 400],
    ['a message of an account at the address of the platform', () => sealedPush(message(), seal()), 400],
    ['another method', () => ({ ...sealedTicket(), method: 'PUT' }), 405],
    [
      'a message for an account that has not authorized the platform',
      () => sealedPush(message(), seal()),
      404,
      () => `platform/${OTHER_APP}`,
    ],
    [
      'a message of one account at the address of another',
      () => sealedPush(message(started.shop.originalId), seal()),
      400,
      () => `platform/${started.other.appId}`,
    ],
    [
      'a message sealed for the account instead of the platform',
      () => sealedPush(message(), seal({ appId: started.shop.appId })),
      400,
      () => `platform/${started.shop.appId}`,
    ],
    [
      "a message sealed with the account's own key",
      () => sealedPush(message(), seal({ encodingAESKey: AES_KEY })),
      400,
      () => `platform/${started.shop.appId}`,
    ],
    [
      'a plain message',
      () => ({ query: plainQuery(started.console.token), body: message() }),
      400,
      () => `platform/${started.shop.appId}`,
    ],
    [
      'a message whose signature is made up, for an account nobody knows',
      () => ({ ...sealedPush(message(), seal({ token: 'guessed' })) }),
      401,
      () => 'platform/wx1111111111111111',
    ],
    [
      'an account behind a client that is none',
      () => sealedTicket(),
      404,
      () => `nobody/${started.shop.appId}`,
    ],
    [
      'a property of objects as an account',
      () => sealedPush(message(), seal()),
      404,
      () => 'platform/__proto__',
    ],
    [
      'an account that is not well encoded',
      () => sealedPush(message(), seal()),
      404,
      () => 'platform/%E0%A4%A',
    ],
  ];

  it.each(CASES)('%s', async (_name, make, status, path = () => 'platform') => {
    const before = handled;
    const answer = await sendRaw(`${started.url}/wechat/${path()}`, make());
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(40);
    expect(handled).toBe(before);
    expect(log.of('warn').at(-1)).toMatch(new RegExp(`Refused a callback.*\\(${status}\\)`));
  });

  it('asks WeChat nothing for whoever cannot sign', async () => {
    const before = started.sandbox.requests.length;
    await sendRaw(
      `${started.url}/wechat/platform/wx2222222222222222`,
      sealedPush(message(), seal({ token: 'guessed' })),
    );
    expect(started.sandbox.requests).toHaveLength(before);
  });

  it('leaves pages below a client that is no platform to the application', async () => {
    for (const path of [`nobody/${started.shop.appId}`, 'platform/a/b'])
      expect((await sendRaw(`${started.url}/wechat/${path}`, {})).text).toContain('Cannot POST');
  });

  it('keeps the ticket it has', async () => {
    started.console.revokeTokens();
    const { openApi } = started.platform.officialAccount(started.shop.appId);
    await expect(openApi.getQuota('/cgi-bin/user/get')).resolves.toBeDefined();
    await expect(started.platform.authorization.createPreAuthCode()).resolves.toMatch(/^preauthcode@@@/);
  });
});
