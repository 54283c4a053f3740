import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CallbackExplorer } from '../../../lib/callback/callback.explorer.js';
import { CallbackOrchestrator } from '../../../lib/callback/callback.orchestrator.js';
import { HandlerRegistry } from '../../../lib/callback/handler.registry.js';
import type { WeChatClients } from '../../../lib/client/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { collectLogs } from '../log.collector.js';
import { handlerOf } from './handler.maker.js';

const logs = collectLogs();
beforeEach(() => logs.clear());

const CORP = { client: { name: 'corp' }, hasMembers: true };
const CLIENTS: Record<string, object> = {
  shop: { client: { name: 'shop' }, callback: {} },
  'wx-shop': { client: { name: 'shop' }, callback: {} },
  caller: { client: { name: 'caller' } },
  bot: { client: { name: 'bot' }, start: () => async () => undefined },
  corp: CORP,
  'corp/assistant': {
    client: { name: 'corp/assistant' },
    parent: CORP.client,
    callback: { kinds: ['work-message', 'kf-event'] },
  },
  office: { client: { name: 'office' }, hasMembers: true },
  robot: { client: { name: 'robot' }, kinds: ['bot-message'], start: () => async () => undefined },
};

type Handlers = Array<ReturnType<typeof handlerOf>>;

const start = (...handlers: Handlers): HandlerRegistry => startWith(Object.keys(CLIENTS), ...handlers);

/** Starts where these clients are declared. */
function startWith(names: string[], ...handlers: Handlers): HandlerRegistry {
  const registry = new HandlerRegistry();
  const explorer = { explore: () => handlers } as unknown as CallbackExplorer;
  const clients = {
    names: () => names,
    find: (key: string) => (names.includes(key) ? CLIENTS[key] : undefined),
  } as unknown as WeChatClients;
  new CallbackOrchestrator(explorer, registry, clients).onModuleInit();
  return registry;
}

describe('CallbackOrchestrator', () => {
  it('registers what the explorer found, without a word where all is well', () => {
    const all = [
      handlerOf({ name: 'text' }),
      handlerOf({ name: 'a_new_type' }),
      handlerOf({ kind: 'event', name: 'subscribe' }),
      handlerOf({ kind: 'event' }),
      handlerOf({ kind: 'info', name: 'authorized' }),
      handlerOf({ kind: 'info' }),
      handlerOf({ scope: ['shop'] }),
    ];
    expect(start(...all).all).toHaveLength(all.length);
    expect(logs.lines).toEqual([]);
  });

  it.each([
    ['event', 'subscrbie'],
    ['info', 'authorised'],
  ])('doubts the %s %j, and names its handler', (kind, name) => {
    start(handlerOf({ kind, name, isUnknown: true, label: 'Shop#welcome' }));
    expect(logs.lines).toEqual([
      expect.stringMatching(new RegExp(`^warn: Shop#welcome .*${kind} "${name}".*case-sensitive`)),
    ]);
  });

  it.each([
    ['that does not exist (yet)', 'later'],
    ['by its appid, which no handler is found under', 'wx-shop'],
  ])('doubts a scope that names a client %s', (_what, name) => {
    expect(start(handlerOf({ scope: [name], label: 'Shop#welcome' })).all).toHaveLength(1);
    expect(logs.lines).toEqual([expect.stringMatching(new RegExp(`^warn: Shop#welcome .*"${name}"`))]);
  });

  it('refuses a scope of a client that cannot be called back, and says what is missing', () => {
    const handler = handlerOf({ scope: ['shop', 'caller'], label: 'Shop#welcome' });
    expect(() => start(handler)).toThrow(WeChatConfigError);
    expect(() => start(handler)).toThrow(/Shop#welcome.*"caller".*token/);
  });

  it.each([
    ['brings its pushes itself', 'bot'],
    ['is called back through those that belong to it', 'corp'],
  ])('takes a scope of a client that %s', (_what, name) => {
    expect(start(handlerOf({ kind: 'work-message', scope: [name] })).all).toHaveLength(1);
    expect(logs.lines).toEqual([]);
  });

  it('doubts a scope of a client none of whose members is called back', () => {
    expect(start(handlerOf({ scope: ['office'], label: 'Shop#welcome' })).all).toHaveLength(1);
    expect(logs.lines).toEqual([expect.stringMatching(/^warn: Shop#welcome .*"office".*agents.*"token"/)]);
  });

  it.each([
    ['message', 'corp/assistant', 'nestjs-wechat-sdk/work'],
    ['message', 'corp', 'nestjs-wechat-sdk/work'],
    ['event', 'robot', 'nestjs-wechat-sdk/work'],
    ['notification', 'robot', 'nestjs-wechat-sdk/pay'],
    ['work-event', 'corp', 'nestjs-wechat-sdk'],
  ])('refuses a %s handler for %s, which is sent none, and names %s', (kind, name, cure) => {
    const handler = handlerOf({ kind, name: 'text', scope: [name], label: 'Shop#welcome' });
    expect(() => start(handler)).toThrow(WeChatConfigError);
    expect(() => start(handler)).toThrow(new RegExp(`^Shop#welcome .*${kind} "text".*"${name}".*"${cure}"`));
  });

  it.each([
    ['one of its clients is sent what it takes', 'kf-event', ['robot', 'corp']],
    ['nothing is known of what a client is sent', 'message', ['robot', 'shop']],
  ])('takes a scope where %s', (_what, kind, scope) => {
    expect(start(handlerOf({ kind, scope })).all).toHaveLength(1);
    expect(logs.lines).toEqual([]);
  });

  it('leaves a scope alone that names a client which may be added later', () => {
    start(handlerOf({ scope: ['corp', 'later'] }));
    expect(logs.lines).toEqual([expect.stringMatching(/"later", which does not exist \(yet\)/)]);
  });

  it('doubts a handler for everybody that nobody is sent anything for, and names the entry point', () => {
    startWith(['corp', 'corp/assistant'], handlerOf({ name: 'text', label: 'Shop#welcome' }));
    expect(logs.lines).toEqual([
      expect.stringMatching(/^warn: Shop#welcome takes the message "text".*"nestjs-wechat-sdk\/work"/),
    ]);
  });

  it('has no doubts of a handler for everybody while there are no clients', () => {
    startWith([], handlerOf());
    expect(logs.lines).toEqual([]);
  });

  it('refuses handlers that clash', () => {
    expect(() => start(handlerOf({ label: 'A#a' }), handlerOf({ label: 'B#b' }))).toThrow(WeChatConfigError);
  });
});
