import { describe, expect, it, jest } from '@jest/globals';
import type { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { ClientStarter } from '../../../lib/callback/client.starter.js';
import {
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
  type Inbound,
  type Push,
  type WeChatClient,
  WeChatClients,
} from '../../../lib/client/index.js';

function definitionOf(id: string, start?: ClientRegistration['start']): ClientDefinition {
  const client = (name: string) => ({ name, id, kind: 'test' }) as WeChatClient;
  return { kind: 'test', create: (name) => ({ client: client(name), tokens: {}, start }) };
}

/** A client that says when it is started and ended. */
function starting(id: string) {
  const end = jest.fn(async () => undefined as void);
  const start = jest.fn<(inbound: Inbound) => () => Promise<void>>(() => end);
  return { definition: definitionOf(id, start), start, end };
}

function setUp() {
  const clients = new WeChatClients({ tokens: { forget: jest.fn() } } as unknown as ClientRooms);
  const dispatch = jest.fn(async (_receiver: unknown, _push: Push) => 'reply');
  const end = jest.fn();
  const starter = new ClientStarter(clients, { dispatch, end } as unknown as CallbackDispatcher);
  return { clients, dispatch, starter };
}

describe('ClientStarter', () => {
  it('starts clients once the application has started, and no other', () => {
    const { clients, starter } = setUp();
    const bot = starting('b1');
    clients.add('bot', bot.definition);
    clients.add('plain', definitionOf('p1'));
    expect(bot.start).not.toHaveBeenCalled();
    starter.onApplicationBootstrap();
    expect(bot.start).toHaveBeenCalledTimes(1);
  });

  it('hands what they bring to the dispatcher, as theirs', async () => {
    const { clients, starter, dispatch } = setUp();
    const bot = starting('b1');
    const client = clients.add('bot', bot.definition);
    starter.onApplicationBootstrap();
    const push = { kind: 'bot-message' } as Push;
    expect(await bot.start.mock.calls[0]?.[0].dispatch(push)).toBe('reply');
    expect(dispatch).toHaveBeenCalledWith(expect.objectContaining({ client }), push);
  });

  it('starts one that is added later at once, and ends it when it is removed', () => {
    const { clients, starter } = setUp();
    starter.onApplicationBootstrap();
    const bot = starting('b1');
    clients.add('bot', bot.definition);
    expect(bot.start).toHaveBeenCalledTimes(1);
    clients.remove('bot');
    expect(bot.end).toHaveBeenCalledTimes(1);
  });

  it('ends all at shutdown, each once, and waits for those that were removed', async () => {
    const { clients, starter } = setUp();
    const [first, second] = [starting('b1'), starting('b2')];
    let isOver = false;
    second.end.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isOver = true;
    });
    clients.add('first', first.definition);
    clients.add('second', second.definition);
    starter.onApplicationBootstrap();
    clients.remove('second');
    await starter.onModuleDestroy();
    expect(isOver).toBe(true);
    expect(first.end).toHaveBeenCalledTimes(1);
    expect(second.end).toHaveBeenCalledTimes(1);
  });

  it('is not kept from ending the others by one that fails at it', async () => {
    const { clients, starter } = setUp();
    const [first, second] = [starting('b1'), starting('b2')];
    first.end.mockRejectedValue(new Error('stuck'));
    clients.add('first', first.definition);
    clients.add('second', second.definition);
    starter.onApplicationBootstrap();
    await starter.onModuleDestroy();
    expect(second.end).toHaveBeenCalledTimes(1);
  });

  it('starts nothing that is added while the application goes down', async () => {
    const { clients, starter } = setUp();
    starter.onApplicationBootstrap();
    await starter.onModuleDestroy();
    const bot = starting('b1');
    clients.add('bot', bot.definition);
    expect(bot.start).not.toHaveBeenCalled();
  });
});
