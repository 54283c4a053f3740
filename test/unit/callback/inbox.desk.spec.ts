import type { ModuleRef } from '@nestjs/core';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import {
  type CallbackInbox,
  UnsendableReply,
  DEFAULT_CALLBACK,
  type InboxEntry,
  type KeptPush,
  type KeptPushError,
  type RunKept,
} from '../../../lib/callback/index.js';
import { InboxDesk } from '../../../lib/callback/inbox.desk.js';
import { ForbiddenException } from '@nestjs/common';
import type { ClientRegistration, Push, WeChatClient, WeChatClients } from '../../../lib/client/index.js';
import { WeChatApiError, WeChatHttpError, WeChatStorageError } from '../../../lib/common/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';
import { handlerOf, registryOf } from './handler.maker.js';

const client = { name: 'platform', id: 'wx1' } as WeChatClient;
const platform = {
  client,
  tokens: {},
  callback: { reopen: () => undefined },
} as unknown as ClientRegistration;

function openDesk() {
  const keep = jest.fn(async (_entry: InboxEntry) => undefined);
  const inbox: CallbackInbox = { keep, start: () => undefined, close: async () => undefined };
  const desk = new InboxDesk(
    { ...DEFAULT_CALLBACK, inbox: { create: () => inbox } },
    {} as ModuleRef,
    {} as WeChatClients,
    {} as CallbackDispatcher,
  );
  desk.onModuleInit();
  return { desk, keep, take: desk.keeperFor(platform, platform, undefined) };
}

const info = (message: Record<string, string>): Push => ({
  kind: 'info',
  name: 'authorized',
  message,
  toReply: () => undefined,
});

describe('InboxDesk', () => {
  it('keeps no ticket and no code that the library has taken for itself', async () => {
    const { keep, take } = openDesk();
    const message = {
      AuthorizerAppid: 'wx2',
      AuthorizationCode: 'CANARY',
      PreAuthCode: 'CANARY',
      ComponentVerifyTicket: 'CANARY',
      SuiteTicket: 'CANARY',
      AuthCode: 'CANARY',
      auth_code: 'CANARY',
    };
    await take?.({ ...info(message), prepare: async () => true });
    expect(keep.mock.calls[0]?.[0].push.message).toEqual({ AuthorizerAppid: 'wx2' });
  });

  it('keeps what others say as it is', async () => {
    const { keep, take } = openDesk();
    await take?.(info({ Content: 'a code', Ticket: 'of a QR code' }));
    expect(keep.mock.calls[0]?.[0].push.message).toEqual({ Content: 'a code', Ticket: 'of a QR code' });
  });
});

describe('What is kept', () => {
  const message: Push = {
    kind: 'message',
    name: 'text',
    message: { Content: 'hello' },
    onceKey: 'oAlice:1',
    sender: 'oAlice',
    toReply: () => undefined,
  };

  it('names whom it came for, what it is, its repeats and whose order it stands in', async () => {
    const { keep, desk } = openDesk();
    const account = { client: { name: 'wx2', id: 'wx2' }, callback: platform.callback } as ClientRegistration;
    await desk.keeperFor(platform, account, 'wx2')?.(message);
    expect(keep.mock.calls[0]?.[0]).toEqual({
      push: {
        client: 'platform',
        account: 'wx2',
        kind: 'message',
        name: 'text',
        message: { Content: 'hello' },
      },
      key: 'wx2:oAlice:1',
      sender: 'wx2:oAlice',
      repeatedFor: 60_000,
    });
  });

  it('has neither where the push says neither', async () => {
    const { keep, take } = openDesk();
    const { onceKey: _once, sender: _sender, ...rest } = message;
    await take?.({ ...rest, repeatedFor: 5 });
    expect(keep.mock.calls[0]?.[0]).toMatchObject({ key: undefined, sender: undefined, repeatedFor: 5 });
  });

  it('is not acknowledged when the inbox is away', async () => {
    const { keep, take } = openDesk();
    keep.mockRejectedValueOnce(new WeChatStorageError('away'));
    expect(await failureOf(take?.(message) ?? Promise.resolve())).toMatchObject({ status: 503 });
    const fault = new TypeError('a fault');
    keep.mockRejectedValueOnce(fault);
    expect(await failureOf(take?.(message) ?? Promise.resolve())).toBe(fault);
  });

  it('is nothing without an inbox, and nothing of a client whose pushes cannot be made again', () => {
    const { desk } = openDesk();
    const bot = { client: { name: 'bot' }, callback: {} } as ClientRegistration;
    expect(desk.keeperFor(bot, bot, undefined)).toBeUndefined();
    const without = new InboxDesk(
      DEFAULT_CALLBACK,
      {} as ModuleRef,
      {} as WeChatClients,
      {} as CallbackDispatcher,
    );
    without.onModuleInit();
    expect(without.keeperFor(platform, platform, undefined)).toBeUndefined();
  });
});

describe('What was kept is run', () => {
  const kept: KeptPush = { client: 'shop', kind: 'message', name: 'text', message: { Content: 'hello' } };
  const deliverLate = jest.fn(async (_reply: unknown) => undefined);
  const push = {
    ...kept,
    toReply: (result: unknown) => result,
    revive: (told: unknown) => told,
    deliverLate,
  };
  const refusal = (errcode: number, retryable: boolean): WeChatApiError =>
    new WeChatApiError({ client: 'shop', route: 'POST /x', errcode, errmsg: '', retryable });
  beforeEach(() => void deliverLate.mockClear());

  const runWith = (
    invoke: () => Promise<unknown>,
    find: (name: string) => Partial<ClientRegistration> | undefined = () => shop,
  ): RunKept => {
    let run: RunKept | undefined;
    const inbox: CallbackInbox = {
      keep: async () => undefined,
      start: (given) => (run = given),
      close: async () => undefined,
    };
    const options = { ...DEFAULT_CALLBACK, inbox: { create: () => inbox } };
    const registry = registryOf(handlerOf({ label: 'Shop#hear', kind: 'message', name: 'text', invoke }));
    const dispatcher = new CallbackDispatcher(options, registry, new LocalCoordination());
    const clients = { find } as Partial<WeChatClients> as WeChatClients;
    const desk = new InboxDesk(options, {} as ModuleRef, clients, dispatcher);
    desk.onModuleInit();
    desk.onApplicationBootstrap();
    return run as RunKept;
  };
  const shop = { client: { name: 'shop' } as WeChatClient, callback: { reopen: () => push } } as Partial<
    Omit<ClientRegistration, 'callback'>
  > as ClientRegistration;
  const failing = (error: unknown, find?: Parameters<typeof runWith>[1]): Promise<KeptPushError> =>
    failureOf<KeptPushError>(
      runWith(async () => {
        throw error;
      }, find)(kept, 'job'),
    );

  it('by its handler, to the end', async () => {
    const invoke = jest.fn(async () => 'a reply');
    expect(await runWith(invoke)(kept, 'job')).toBeUndefined();
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it('and a failure says which handler, why and where', async () => {
    const cause = new Error('no database');
    const error = await failing(cause);
    expect(error).toMatchObject({ message: 'no database', what: 'Shop#hear', isFinal: false });
    expect(error.stack).toBe(cause.stack);
  });

  it.each([
    [new ForbiddenException(), true],
    [new Error('a fault'), false],
    ['a text', false],
  ])('and what is thrown decides whether it is tried again: %s', async (thrown, isFinal) => {
    expect(await failing(thrown)).toMatchObject({ isFinal, what: 'Shop#hear' });
  });

  it.each([
    ['no such client', () => undefined, /no client "shop"/],
    [
      'a client that is not called back any more',
      () => ({ ...shop, callback: undefined }),
      /no client "shop"/,
    ],
  ])('unless there is %s', async (_, find, reason) => {
    const error = await failing(undefined, find);
    expect(error).toMatchObject({ isFinal: false, message: expect.stringMatching(reason) });
    expect(error.what).toBeUndefined();
  });

  it.each([
    [
      'cannot be reached',
      new WeChatHttpError('away', { client: 'shop', route: 'POST /x', retryable: true }),
      false,
    ],
    ['refuses it', refusal(45047, false), true],
    ['is busy', refusal(-1, true), false],
    ['was not asked', new WeChatStorageError('no token'), false],
  ])('and where WeChat %s, its reply is what is left to be sent', async (_, fault, isFinal) => {
    const invoke = jest.fn(async () => 'a reply');
    deliverLate.mockRejectedValueOnce(fault);
    const error = await failureOf<KeptPushError>(runWith(invoke)(kept, 'job'));
    expect(error).toMatchObject({ what: 'The reply of Shop#hear', isFinal, reply: 'a reply' });
    await runWith(invoke)({ ...kept, reply: error.reply }, 'job');
    expect(deliverLate).toHaveBeenLastCalledWith('a reply');
    expect(deliverLate).toHaveBeenCalledTimes(2);
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it('and a reply that can never be sent leaves nothing to be done', async () => {
    deliverLate.mockRejectedValueOnce(new UnsendableReply('a raw answer'));
    expect(await runWith(async () => 'a reply')(kept, 'job')).toBeUndefined();
  });

  it('for an account the client acts for, though this process has not met it', async () => {
    const invoke = jest.fn(async () => undefined);
    const find = jest.fn(async (id: string) => (id === 'wx2' ? shop : undefined));
    const run = runWith(
      invoke,
      () => ({ accounts: { find } }) as Partial<Omit<ClientRegistration, 'accounts'>>,
    );
    await run({ ...kept, account: 'wx2' }, 'job');
    expect(invoke).toHaveBeenCalledTimes(1);
    expect(await failureOf(run({ ...kept, account: 'wx3' }, 'job'))).toMatchObject({
      message: expect.stringContaining('"wx3" is not (or no longer)'),
    });
  });
});
