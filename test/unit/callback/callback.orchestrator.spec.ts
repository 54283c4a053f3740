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

const CLIENTS: Record<string, object> = {
  shop: { client: { name: 'shop' }, callback: {} },
  'wx-shop': { client: { name: 'shop' }, callback: {} },
  caller: { client: { name: 'caller' } },
  bot: { client: { name: 'bot' }, start: () => async () => undefined },
  corp: { client: { name: 'corp' }, hasMembers: true },
};

function start(...handlers: Array<ReturnType<typeof handlerOf>>): HandlerRegistry {
  const registry = new HandlerRegistry();
  const explorer = { explore: () => handlers } as unknown as CallbackExplorer;
  const clients = { find: (key: string) => CLIENTS[key] } as unknown as WeChatClients;
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
    expect(start(handlerOf({ scope: [name] })).all).toHaveLength(1);
    expect(logs.lines).toEqual([]);
  });

  it('refuses handlers that clash', () => {
    expect(() => start(handlerOf({ label: 'A#a' }), handlerOf({ label: 'B#b' }))).toThrow(WeChatConfigError);
  });
});
