import { ForbiddenException } from '@nestjs/common';
import type { ApplicationConfig, ModuleRef } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { CallbackEndpoint, type IncomingCallback } from '../../../lib/callback/callback.endpoint.js';
import { CallbackRefusal, HandlerFailure } from '../../../lib/callback/callback.refusal.js';
import { InboxDesk } from '../../../lib/callback/inbox.desk.js';
import { AddressedProtocol, type CallbackOptions, DEFAULT_CALLBACK } from '../../../lib/callback/index.js';
import {
  type AccountsInCare,
  type CallbackProtocol,
  type CallbackRequest,
  type ClientRegistration,
  type ClientRooms,
  type WeChatClient,
  WeChatClients,
} from '../../../lib/client/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { collectLogs } from '../log.collector.js';
import { handlerOf, registryOf } from './handler.maker.js';
import {
  KEY,
  NOW,
  openAnswer,
  protocolOf,
  type ProtocolOptions,
  pushOf,
  type PushOptions,
  SCAN,
} from './push.maker.js';

const logs = collectLogs();
const PLATFORM = { name: 'platform', id: 'wx-platform', kind: 'test' } as WeChatClient;
const JOINED = { name: 'wx-joined', id: 'wx-joined', kind: 'test' } as WeChatClient;

/** The accounts of a platform: `wx-joined` alone. */
const accountsOf = (protocol: CallbackProtocol = protocolOf()) => {
  const registration = { client: JOINED, parent: PLATFORM, tokens: {}, callback: protocol };
  const receiver = jest.fn((appId: string, _request: CallbackRequest): ClientRegistration => {
    if (appId !== JOINED.id) throw new CallbackRefusal(404, 'a stranger');
    return registration;
  });
  return { known: () => undefined, find: async () => undefined, receiver, forget: jest.fn() };
};

interface Stage {
  options?: CallbackOptions;
  protocol?: ProtocolOptions;
  invoke?: (message: unknown, context: unknown) => Promise<unknown>;
  prefix?: string;
  clients?: Record<string, CallbackProtocol | undefined>;
  /** Those a further client, `platform`, acts for. */
  accounts?: AccountsInCare;
  /** Those that belong to a further client, `office`, which has another agent without a token. */
  members?: string[];
}

function setStage({
  options,
  protocol,
  invoke = async () => 'hello',
  prefix = '',
  clients: given,
  accounts,
  members,
}: Stage = {}) {
  const clients = new WeChatClients({ tokens: { forget: jest.fn() } } as unknown as ClientRooms);
  for (const [name, callback] of Object.entries(given ?? { shop: protocolOf(protocol) })) {
    const client = { name, id: `wx-${name}`, kind: 'test' } as WeChatClient;
    clients.add(name, { kind: 'test', create: () => ({ client, tokens: {}, callback }) });
  }
  if (accounts) {
    const registration = { client: PLATFORM, tokens: {}, callback: protocolOf(protocol), accounts };
    clients.add('platform', { kind: 'test', create: () => registration });
  }
  if (members) {
    const parent = { name: 'office', id: 'ww-office', kind: 'test' } as WeChatClient;
    clients.add('office', {
      kind: 'test',
      create: () => ({ client: parent, tokens: {}, hasMembers: true }),
    });
    for (const member of [...members, 'silent']) {
      const client = { name: `office/${member}`, id: `ww-office/${member}`, kind: 'test' } as WeChatClient;
      const callback = member === 'silent' ? {} : { callback: protocolOf() };
      clients.add(client.name, { kind: 'test', create: () => ({ client, parent, tokens: {}, ...callback }) });
    }
  }
  const handler = jest.fn<(message: unknown, context: unknown) => Promise<unknown>>(invoke);
  const registry = registryOf(handlerOf({ invoke: handler }), handlerOf({ kind: 'event', invoke: handler }));
  const all = { ...DEFAULT_CALLBACK, ...options };
  const coordination = new LocalCoordination();
  const config = { getGlobalPrefix: () => prefix } as ApplicationConfig;
  const dispatcher = new CallbackDispatcher(all, registry, coordination);
  const inbox = new InboxDesk(all, {} as ModuleRef, clients, dispatcher);
  return { endpoint: new CallbackEndpoint(all, config, clients, dispatcher, coordination, inbox), handler };
}

/** A push as an adapter hands it over. */
function incoming(push: PushOptions = {}, given: Partial<IncomingCallback> = {}): IncomingCallback {
  const { query, rawBody, method, headers } = pushOf(push);
  const queryText = new URLSearchParams(query).toString();
  return { method, clientKey: 'shop', queryText, headers, rawBody, ...given };
}

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('CallbackEndpoint.handle', () => {
  it.each(['plain', 'encrypted', 'compatible'] as const)(
    'answers a %s push with the reply of the handler',
    async (mode) => {
      const { endpoint, handler } = setStage({ protocol: mode === 'plain' ? {} : { encodingAESKey: KEY } });
      const answer = await endpoint.handle(incoming({ mode }));
      expect(openAnswer('xml', answer).tree).toMatchObject({ Content: 'hello', ToUserName: 'o1' });
      expect(handler).toHaveBeenCalledTimes(1);
    },
  );

  it.each(['shop', 'wx-shop'])('finds the client by name and by appid: %s', async (clientKey) => {
    const { endpoint } = setStage();
    expect(await endpoint.handle(incoming({}, { clientKey }))).toMatchObject({ status: 200 });
  });

  it('needs no name where exactly one client is called back', async () => {
    const { endpoint } = setStage({ clients: { shop: protocolOf(), caller: undefined } });
    expect(await endpoint.handle(incoming({}, { clientKey: undefined }))).toMatchObject({ status: 200 });
  });

  it('answers success where no handler is, and where one returns nothing', async () => {
    const { endpoint } = setStage({ invoke: async () => undefined });
    expect(await endpoint.handle(incoming())).toMatchObject({ status: 200, body: 'success' });
  });

  it('answers the check of the address', async () => {
    const { endpoint, handler } = setStage();
    const call = incoming({}, { method: 'GET', rawBody: Buffer.alloc(0) });
    const answer = await endpoint.handle({ ...call, queryText: `${call.queryText}&echostr=59%2B3+2` });
    expect(answer).toEqual({ status: 200, contentType: 'text/plain; charset=utf-8', body: '59+3 2' });
    expect(handler).not.toHaveBeenCalled();
  });

  it.each<[string, () => IncomingCallback, number, Stage?]>([
    ['an unknown client', () => incoming({}, { clientKey: 'nobody' }), 404],
    ['a name every object inherits', () => incoming({}, { clientKey: '__proto__' }), 404],
    [
      'no name where two clients are called back',
      () => incoming({}, { clientKey: undefined }),
      404,
      { clients: { a: protocolOf(), b: protocolOf() } },
    ],
    ['no name where none is', () => incoming({}, { clientKey: undefined }), 404, { clients: {} }],
    ['a client that is not called back', () => incoming(), 404, { clients: { shop: undefined } }],
    ['a PUT', () => incoming({}, { method: 'PUT' }), 405],
    ['a HEAD', () => incoming({}, { method: 'HEAD' }), 405],
    ['a wrong signature', () => incoming({ token: 'other' }), 401],
    ['no query', () => incoming({}, { queryText: '' }), 401],
    ['an old timestamp', () => incoming({ timestamp: '1' }), 401],
    [
      'a signature given twice',
      () => ({ ...incoming(), queryText: `${incoming().queryText}&signature=x` }),
      400,
    ],
    [
      'an unknown parameter given twice',
      () => ({ ...incoming(), queryText: `${incoming().queryText}&a=1&a=2` }),
      400,
    ],
    ['a body that is no message', () => incoming({}, { rawBody: Buffer.from('hello') }), 400],
    ['an empty body', () => incoming({}, { rawBody: Buffer.alloc(0) }), 400],
    ['a plain body where a key is configured', () => incoming(), 400, { protocol: { encodingAESKey: KEY } }],
    ['a GET without echostr', () => incoming({}, { method: 'GET' }), 400],
    [
      'a GET with a wrong signature',
      () => ({ ...incoming({ token: 'x' }, { method: 'GET' }), queryText: 'echostr=1' }),
      401,
    ],
  ])(
    'refuses %s: a 4xx with a short text, one warning, no handler',
    async (_what, call, status, stage = {}) => {
      const { endpoint, handler } = setStage(stage);
      const answer = await endpoint.handle(call());
      expect(answer).toMatchObject({ status, contentType: 'text/plain; charset=utf-8' });
      expect(answer.body.length).toBeLessThan(30);
      expect(handler).not.toHaveBeenCalled();
      expect(logs.lines).toEqual([
        expect.stringMatching(new RegExp(`^warn: Refused a callback for .*\\(${status}\\)`)),
      ]);
      expect(logs.lines.join()).not.toMatch(/pamtest|abcdefghijkl/);
    },
  );

  it.each([
    [['assistant', 'night'], '/wechat/office/<agent> (assistant, night)'],
    [[], '/wechat/office/<agent>; none of them has a token yet'],
  ])('leads a callback for a corporation to the addresses of its agents: %j', async (members, told) => {
    const { endpoint } = setStage({ clients: { shop: protocolOf() }, members });
    expect(await endpoint.handle(incoming({}, { clientKey: 'office' }))).toMatchObject({ status: 404 });
    expect(logs.lines).toEqual([expect.stringContaining(`address one of its agents, ${told}`)]);
    expect(logs.lines.join()).not.toContain('"token"');
  });

  it('keeps a strange client name from writing into the log', async () => {
    const { endpoint } = setStage();
    await endpoint.handle(incoming({}, { clientKey: `x\n[Nest] forged line ${'y'.repeat(5000)}` }));
    expect(logs.lines).toHaveLength(1);
    expect(logs.lines[0]).not.toContain('\n');
    expect(logs.lines[0]!.length).toBeLessThan(200);
  });

  it('answers a handler that failed with 500, so that WeChat tries again', async () => {
    const { endpoint } = setStage({ invoke: () => Promise.reject(new Error('CANARY')) });
    const answer = await endpoint.handle(incoming());
    expect(answer).toMatchObject({ status: 500, body: 'error' });
  });

  it('answers a handler that said otherwise as it said', async () => {
    const { endpoint } = setStage({ invoke: () => Promise.reject(new ForbiddenException('CANARY')) });
    const answer = await endpoint.handle(incoming());
    expect(answer).toMatchObject({ status: 403, body: 'error' });
  });

  it('answers a result that is no reply with 500', async () => {
    const { endpoint } = setStage({ invoke: async () => 42 });
    expect(await endpoint.handle(incoming())).toMatchObject({ status: 500 });
    expect(logs.at('error')[0]).toContain('Shop#handle');
  });
});

describe('CallbackEndpoint.handle for an account of a platform', () => {
  const call = () => incoming({}, { clientKey: 'platform', accountKey: 'wx-joined' });

  it('hands the push to the account, and the handler learns of both', async () => {
    const accounts = accountsOf();
    const { endpoint, handler } = setStage({ accounts });
    const answer = await endpoint.handle(call());
    expect(openAnswer('xml', answer).tree).toMatchObject({ Content: 'hello', ToUserName: 'o1' });
    expect(accounts.receiver).toHaveBeenCalledWith('wx-joined', expect.objectContaining({ method: 'POST' }));
    expect(handler).toHaveBeenCalledTimes(1);
    expect(handler).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ client: JOINED, parent: PLATFORM }),
    );
  });

  it('waits for a protocol that has to ask whom a push is for', async () => {
    const { endpoint, handler } = setStage({
      accounts: accountsOf(new AddressedProtocol(protocolOf(), async () => 'gh_1')),
    });
    expect(await endpoint.handle(call())).toMatchObject({ status: 200 });
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('refuses what was sealed for another account of the platform', async () => {
    const { endpoint, handler } = setStage({
      accounts: accountsOf(new AddressedProtocol(protocolOf(), async () => 'gh_2')),
    });
    expect(await endpoint.handle(call())).toMatchObject({ status: 400 });
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['a stranger', { accountKey: 'wx-other' }],
    ['an account of a client that is no platform', { clientKey: 'shop' }],
    ['an account of nobody', { clientKey: 'nobody' }],
  ])('refuses %s with 404, before any handler', async (_what, given) => {
    const { endpoint, handler } = setStage({ accounts: accountsOf() });
    expect(await endpoint.handle({ ...call(), ...given })).toMatchObject({ status: 404 });
    expect(handler).not.toHaveBeenCalled();
    expect(logs.at('warn')).toHaveLength(1);
  });

  it('answers the check of the address with the keys of the platform, whatever account stands there', async () => {
    const { endpoint } = setStage({ accounts: accountsOf() });
    const { queryText } = call();
    const answer = await endpoint.handle({
      ...call(),
      method: 'GET',
      accountKey: '$APPID$',
      queryText: `${queryText}&echostr=593`,
    });
    expect(answer).toMatchObject({ status: 200, body: '593' });
  });

  it('keeps the replays of two accounts apart', async () => {
    const { endpoint } = setStage({ accounts: accountsOf(), options: { replayProtection: true } });
    expect((await endpoint.handle(call())).status).toBe(200);
    expect((await endpoint.handle(call())).status).toBe(401);
    expect((await endpoint.handle(incoming())).status).toBe(200);
  });
});

describe('CallbackEndpoint and replays', () => {
  it('takes the same request again, as WeChat repeats it', async () => {
    const { endpoint, handler } = setStage();
    const call = incoming();
    const [first, second] = [await endpoint.handle(call), await endpoint.handle(call)];
    expect(second.status).toBe(200);
    expect(openAnswer('xml', second).tree).toEqual(openAnswer('xml', first).tree);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('refuses it where replay protection is on, before any handler', async () => {
    const { endpoint, handler } = setStage({ options: { replayProtection: true } });
    const call = incoming({ tree: SCAN });
    expect((await endpoint.handle(call)).status).toBe(200);
    expect((await endpoint.handle(call)).status).toBe(401);
    expect(handler).toHaveBeenCalledTimes(1);
    expect((await endpoint.handle(incoming({ tree: SCAN, timestamp: String(NOW / 1000 - 1) }))).status).toBe(
      200,
    );
  });

  it('takes again what has no signature that would tell a repeat of WeChat from a replay', async () => {
    const protocol = protocolOf();
    const callback = {
      verifyUrl: protocol.verifyUrl.bind(protocol),
      open: (request: CallbackRequest) => ({ ...protocol.open(request), signature: undefined }),
    };
    const { endpoint, handler } = setStage({
      options: { replayProtection: true },
      clients: { shop: callback },
    });
    const call = incoming();
    expect((await endpoint.handle(call)).status).toBe(200);
    expect((await endpoint.handle(call)).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('lets a forged request burn no nonce', async () => {
    const { endpoint } = setStage({ options: { replayProtection: true } });
    const call = incoming();
    expect((await endpoint.handle({ ...call, rawBody: Buffer.from('<xml/>') })).status).toBe(400);
    expect((await endpoint.handle({ ...call, clientKey: 'nobody' })).status).toBe(404);
    expect((await endpoint.handle(call)).status).toBe(200);
  });
});

describe('CallbackEndpoint.basePath', () => {
  it.each([
    ['wechat', '', true, '/wechat'],
    ['wechat', 'api', true, '/api/wechat'],
    ['/wechat/', '/api/v1/', true, '/api/v1/wechat'],
    ['hooks/wechat', 'api', false, '/hooks/wechat'],
  ])('stands at %s behind the prefix %j (used: %s): %s', (path, prefix, useGlobalPrefix, expected) => {
    expect(setStage({ options: { path, useGlobalPrefix }, prefix }).endpoint.basePath).toBe(expected);
  });
});

describe('CallbackEndpoint.isMeant', () => {
  const address = (clientKey: string | undefined, queryText: string, accountKey?: string) => ({
    clientKey,
    accountKey,
    queryText,
    headers: {},
  });

  it.each([
    ['shop', '', true],
    ['wx-shop', '', true],
    ['nobody', '', false],
    ['nobody', 'signature=x', true],
    ['nobody', 'msg_signature=x', true],
    [undefined, '', false],
    [undefined, 'signature=x', true],
  ])('of client %s and query %j: %s', (key, query, expected) => {
    expect(setStage().endpoint.isMeant(address(key, query))).toBe(expected);
  });

  it.each(['nobody', undefined])('of client %s when it is signed in a header, as WeChat Pay signs', (key) => {
    const headers = { 'wechatpay-signature': 'x' };
    expect(setStage().endpoint.isMeant({ ...address(key, ''), headers })).toBe(true);
  });

  it.each([
    ['platform', '', true],
    ['shop', '', false],
    ['nobody', '', false],
    ['shop', 'signature=x', true],
  ])('of an account of %s and query %j: %s', (key, query, expected) => {
    const { endpoint } = setStage({ accounts: accountsOf() });
    expect(endpoint.isMeant(address(key, query, 'wx-joined'))).toBe(expected);
  });
});

describe('CallbackEndpoint.refuse', () => {
  it('knows refusals from faults', () => {
    const { endpoint } = setStage();
    expect(endpoint.refuse(new CallbackRefusal(413, 'too large'), { clientKey: 'shop' })).toMatchObject({
      status: 413,
    });
    expect(logs.at('warn')[0]).toContain('too large');
    expect(endpoint.refuse(new Error('broken'), { clientKey: undefined })).toMatchObject({
      status: 500,
      body: 'error',
    });
    expect(logs.at('error')[0]).toMatch(/could not be answered[^]*broken/);
    expect(endpoint.refuse(new HandlerFailure(403, 'told already'), { clientKey: 'shop' })).toMatchObject({
      status: 403,
      body: 'error',
    });
    expect(logs.lines).toHaveLength(2);
  });
});
