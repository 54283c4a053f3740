import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatEvent, WeChatInfo, WeChatMessage } from 'nestjs-wechat-sdk/work';
import { writeXml, type XmlTree } from '../../../../lib/common/index.js';
import { LogCapture } from '../../../src/log.capture.js';
import { ADAPTERS, AES_KEY } from '../../../src/start-app.js';
import { startSuites, type StartedSuites } from '../../../src/start-suite.js';
import { plainQuery, type RawCallback, seconds, sendRaw } from '../../../src/wechat.sender.js';
import { workEcho, workPush, type WorkSeal, workTextXml } from '../../../src/work.sender.js';

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

const STRANGER = 'ww9999999999999999';
const old = (): string => String(Number(seconds()) - 1000);

describe.each(ADAPTERS)('What suites refuse before any handler runs, on %s', (adapter) => {
  let started: StartedSuites;
  const log = new LogCapture();
  beforeAll(async () => {
    started = await startSuites(adapter, { providers: [Counter], nest: { logger: log } });
    const { crmConsole, hrConsole, acme, globex } = started;
    await crmConsole.install(acme);
    await crmConsole.install(globex);
    await hrConsole.install(acme);
    handled = 0;
  });
  afterAll(() => started.close());

  const seal = (change: Partial<WorkSeal> = {}): WorkSeal => {
    const { token, encodingAESKey, suiteId } = started.crmConsole.options;
    return { token, encodingAESKey, receiveId: suiteId, ...change };
  };
  const ofHr = (): Partial<WorkSeal> => {
    const { token, encodingAESKey } = started.hrConsole.options;
    return { token, encodingAESKey };
  };
  const info = (fields: XmlTree): string =>
    writeXml({ SuiteId: started.crm.suiteId, TimeStamp: Number(seconds()), ...fields });
  const ticket = (): string => info({ InfoType: 'suite_ticket', SuiteTicket: 'ticket-x' });
  const leaving = (): string => info({ InfoType: 'cancel_auth', AuthCorpId: started.acme.corpId });
  const text = (corpId = started.acme.corpId): string => workTextXml('x', { ToUserName: corpId });
  const sealedFor = (corpId: string): WorkSeal => seal({ receiveId: corpId });
  const ofAcme = (): RawCallback => workPush(text(), sealedFor(started.acme.corpId));
  const provider = (): string => started.provider.corpId;
  const changed = (push: RawCallback, change: Record<string, string>): RawCallback => ({
    ...push,
    query: { ...(push.query as Record<string, string>), ...change },
  });
  const without = (push: RawCallback, name: string): RawCallback => {
    const { [name]: _gone, ...query } = push.query as Record<string, string>;
    return { ...push, query };
  };
  const crm = (): string => 'crm';
  const acme = (): string => `crm/${started.acme.corpId}`;

  /** Name, request, status, and what stands behind `/wechat/`. */
  const CASES: Array<[string, () => RawCallback, number, (() => string)?]> = [
    // checks of addresses
    ['a check sealed for the suite', () => workEcho('e', seal()), 400],
    [
      'a check sealed for a corporation, at its address',
      () => workEcho('e', sealedFor(started.acme.corpId)),
      400,
      acme,
    ],
    ['a check sealed for nobody', () => workEcho('e', seal({ receiveId: '' })), 400],
    [
      "a check with another suite's keys",
      () => workEcho('e', { ...seal({ receiveId: provider() }), ...ofHr() }),
      401,
    ],
    [
      "a check with another suite's key",
      () =>
        workEcho('e', {
          ...seal({ receiveId: provider() }),
          encodingAESKey: started.hrConsole.options.encodingAESKey,
        }),
      400,
    ],
    ['an old check', () => workEcho('e', seal({ receiveId: provider() }), old()), 401],
    [
      'a check without echostr',
      () => without(workEcho('e', seal({ receiveId: provider() })), 'echostr'),
      400,
    ],
    [
      'a check whose echostr is not sealed',
      () => ({ method: 'GET', query: { ...plainQuery(seal().token), echostr: 'hello' } }),
      401,
    ],
    // what is for the suite
    [
      'a ticket with a wrong signature',
      () => changed(workPush(ticket(), seal()), { msg_signature: '0'.repeat(40) }),
      401,
    ],
    ['a ticket without its signature', () => without(workPush(ticket(), seal()), 'msg_signature'), 401],
    ['a ticket with another nonce', () => changed(workPush(ticket(), seal()), { nonce: 'other' }), 401],
    ['a ticket with another time', () => changed(workPush(ticket(), seal()), { timestamp: old() }), 401],
    ['an old ticket push', () => workPush(ticket(), seal(), { timestamp: old() }), 401],
    ['a ticket from the future', () => workPush(ticket(), seal(), { timestamp: '9999999999' }), 401],
    ['a plain ticket', () => ({ query: plainQuery(seal().token), body: ticket() }), 400],
    [
      'a plain ticket with a signature over it',
      () => ({ ...workPush(ticket(), seal()), body: ticket() }),
      400,
    ],
    ['a ticket sealed for the provider', () => workPush(ticket(), seal({ receiveId: provider() })), 400],
    ['a ticket sealed for a corporation', () => workPush(ticket(), sealedFor(started.acme.corpId)), 400],
    [
      'a ticket sealed for another suite',
      () => workPush(ticket(), seal({ receiveId: started.hr.suiteId })),
      400,
    ],
    ["a ticket with another suite's keys", () => workPush(ticket(), { ...seal(), ...ofHr() }), 401],
    [
      "a ticket sealed with another suite's key",
      () => workPush(ticket(), seal({ encodingAESKey: started.hrConsole.options.encodingAESKey })),
      400,
    ],
    ['a ticket sealed with a made-up key', () => workPush(ticket(), seal({ encodingAESKey: AES_KEY })), 400],
    ['a ticket for nobody', () => workPush(ticket(), seal({ receiveId: '' })), 400],
    [
      'a ticket that says it is of another suite',
      () => workPush(info({ InfoType: 'suite_ticket', SuiteTicket: 'x', SuiteId: 'ww2' }), seal()),
      400,
    ],
    ['a ticket push without its ticket', () => workPush(info({ InfoType: 'suite_ticket' }), seal()), 400],
    [
      'a ticket push without its time',
      () => workPush(info({ InfoType: 'suite_ticket', SuiteTicket: 'x', TimeStamp: '' }), seal()),
      400,
    ],
    [
      'a ticket push whose time is none',
      () => workPush(info({ InfoType: 'suite_ticket', SuiteTicket: 'x', TimeStamp: 'soon' }), seal()),
      400,
    ],
    ['an authorization without its code', () => workPush(info({ InfoType: 'create_auth' }), seal()), 400],
    ['a reset without its code', () => workPush(info({ InfoType: 'reset_permanent_code' }), seal()), 400],
    [
      'a leave-taking without the corporation',
      () => workPush(info({ InfoType: 'cancel_auth' }), seal()),
      400,
    ],
    [
      'a leave-taking sealed for the corporation it names',
      () => workPush(leaving(), sealedFor(started.acme.corpId)),
      400,
    ],
    ["another suite's leave-taking", () => workPush(leaving(), { ...seal(), ...ofHr() }), 401],
    ['an InfoType without text', () => workPush(info({ InfoType: '' }), seal()), 400],
    ['news that is no XML', () => workPush('nothing', seal()), 400],
    ['news with a DOCTYPE', () => workPush(`<!DOCTYPE xml [<!ENTITY a "b">]>${ticket()}`, seal()), 400],
    [
      'an envelope with a DOCTYPE',
      () => ({ ...workPush(ticket(), seal()), body: '<!DOCTYPE x><xml/>' }),
      400,
    ],
    [
      'an envelope that is no base64',
      () => ({ ...workPush(ticket(), seal()), body: '<xml><Encrypt>%%%</Encrypt></xml>' }),
      401,
    ],
    ['an empty body', () => ({ ...workPush(ticket(), seal()), body: '' }), 400],
    ['another method', () => ({ ...workPush(ticket(), seal()), method: 'PUT' }), 405],
    [
      'a parameter that comes twice',
      () => ({ ...workPush(ticket(), seal()), query: 'msg_signature=a&msg_signature=b' }),
      400,
    ],
    // what is in the wrong place
    ['a message of a corporation at the address of the suite', ofAcme, 400],
    [
      'a message sealed for the suite, at its address',
      () => workPush(text(started.crm.suiteId), seal()),
      400,
    ],
    ['a ticket at the address of a corporation', () => workPush(ticket(), seal()), 400, acme],
    [
      'a leave-taking sealed for a corporation, at its address',
      () => workPush(leaving(), sealedFor(started.acme.corpId)),
      400,
      acme,
    ],
    // what is in a corporation
    [
      "another corporation's message, sent again here",
      () => workPush(text(started.globex.corpId), sealedFor(started.globex.corpId)),
      400,
      acme,
    ],
    [
      'a message for another corporation, sealed for this one',
      () => workPush(text(started.globex.corpId), sealedFor(started.acme.corpId)),
      400,
      acme,
    ],
    [
      'a message for this corporation, sealed for another one',
      () => workPush(text(), sealedFor(started.globex.corpId)),
      400,
      acme,
    ],
    ['a message sealed for the suite', () => workPush(text(), seal()), 400, acme],
    ['a message sealed for the provider', () => workPush(text(), sealedFor(provider())), 400, acme],
    ['a message for nobody', () => workPush(text(''), sealedFor(started.acme.corpId)), 400, acme],
    [
      "a message with another suite's keys",
      () => workPush(text(), { ...sealedFor(started.acme.corpId), ...ofHr() }),
      401,
      acme,
    ],
    [
      "another suite's message, sent again here",
      () => workPush(text(), { ...sealedFor(started.acme.corpId), ...ofHr() }),
      401,
      acme,
    ],
    ['a plain message', () => ({ query: plainQuery(seal().token), body: text() }), 400, acme],
    [
      'an old message',
      () => workPush(text(), sealedFor(started.acme.corpId), { timestamp: old() }),
      401,
      acme,
    ],
    [
      'a message without MsgType',
      () => workPush(writeXml({ ToUserName: started.acme.corpId }), sealedFor(started.acme.corpId)),
      400,
      acme,
    ],
    [
      'a message of a corporation that has not installed the suite',
      () => workPush(text(STRANGER), sealedFor(STRANGER)),
      404,
      () => `crm/${STRANGER}`,
    ],
    [
      'a message of a corporation that has installed another suite alone',
      () =>
        workPush(text(started.globex.corpId), {
          ...sealedFor(started.globex.corpId),
          ...ofHr(),
        }),
      404,
      () => `hr/${started.globex.corpId}`,
    ],
    [
      'a message whose signature is made up, for a corporation nobody knows',
      () => workPush(text(STRANGER), { ...sealedFor(STRANGER), token: 'guessed' }),
      401,
      () => `crm/${STRANGER}`,
    ],
    [
      'a message for the placeholder of the console',
      () => workPush(text('$CORPID$'), sealedFor('$CORPID$')),
      404,
      () => 'crm/$CORPID$',
    ],
    [
      'a property of objects as a corporation',
      () => workPush(text('__proto__'), sealedFor('__proto__')),
      404,
      () => 'crm/__proto__',
    ],
    ['a corporation that is not well encoded', () => ofAcme(), 400, () => 'crm/%E0%A4%A'],
    ['a corporation behind a client that is none', ofAcme, 404, () => `nobody/${started.acme.corpId}`],
    // the provider
    [
      'news for the provider that is sealed for a suite',
      () => {
        const { token, encodingAESKey } = started.providerConsole.options;
        const push = info({ InfoType: 'register_corp', AuthCorpId: 'ww1' });
        return workPush(push, { token, encodingAESKey, receiveId: started.crm.suiteId });
      },
      400,
      () => 'provider',
    ],
    [
      "news for the provider with a suite's keys",
      () => workPush(info({ InfoType: 'register_corp' }), seal({ receiveId: provider() })),
      401,
      () => 'provider',
    ],
  ];

  it.each(CASES)('%s', async (_name, make, status, path = crm) => {
    const before = handled;
    const answer = await sendRaw(`${started.url}/wechat/${path()}`, make());
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(40);
    expect(handled).toBe(before);
    expect(log.of('warn').at(-1)).toMatch(new RegExp(`Refused a callback.*\\(${status}\\)`));
  });

  it('while the literal $CORPID$ in the address of a check is taken', async () => {
    const answer = await sendRaw(
      `${started.url}/wechat/crm/$CORPID$`,
      workEcho('hello', seal({ receiveId: provider() })),
    );
    expect(answer).toMatchObject({ status: 200, text: 'hello' });
  });

  it('asks WeCom nothing for whoever cannot sign, nor for corporations nobody knows', async () => {
    const before = started.sandbox.requests.length;
    const forged = workPush(text(STRANGER), { ...sealedFor(STRANGER), token: 'guessed' });
    await sendRaw(`${started.url}/wechat/crm/${STRANGER}`, forged);
    await sendRaw(`${started.url}/wechat/crm/${STRANGER}`, workPush(text(STRANGER), sealedFor(STRANGER)));
    expect(started.sandbox.requests).toHaveLength(before);
  });

  it('keeps what it has', async () => {
    started.crmConsole.revokeTokens();
    const { corpId } = started.acme;
    await expect(started.crm.authorization.getInfo(corpId)).resolves.toBeDefined();
    await expect(started.crm.corp(corpId).departments.list()).resolves.toHaveLength(1);
  });
});

describe.each(ADAPTERS)('With replayProtection, on %s', (adapter) => {
  it('suites and their corporations refuse what was seen before', async () => {
    const started = await startSuites(adapter, {
      providers: [Counter],
      module: { callback: { replayProtection: true } },
    });
    const { acme, crmConsole } = started;
    await crmConsole.install(acme);
    const { token, encodingAESKey, suiteId } = crmConsole.options;
    const news = writeXml({
      SuiteId: suiteId,
      TimeStamp: Number(seconds()),
      InfoType: 'change_auth',
      AuthCorpId: acme.corpId,
    });
    const pushes = [
      ['crm', workPush(news, { token, encodingAESKey, receiveId: suiteId })],
      [
        `crm/${acme.corpId}`,
        workPush(workTextXml('x', { ToUserName: acme.corpId }), {
          token,
          encodingAESKey,
          receiveId: acme.corpId,
        }),
      ],
    ] as const;
    handled = 0;
    for (const [path, push] of pushes) {
      expect((await sendRaw(`${started.url}/wechat/${path}`, push)).status).toBe(200);
      expect((await sendRaw(`${started.url}/wechat/${path}`, push)).status).toBe(401);
    }
    expect(handled).toBe(2);
    await started.close();
  });
});
