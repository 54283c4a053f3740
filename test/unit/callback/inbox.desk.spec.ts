import type { ModuleRef } from '@nestjs/core';
import { describe, expect, it, jest } from '@jest/globals';
import type { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { type CallbackInbox, DEFAULT_CALLBACK, type InboxEntry } from '../../../lib/callback/index.js';
import { InboxDesk } from '../../../lib/callback/inbox.desk.js';
import type { ClientRegistration, Push, WeChatClient, WeChatClients } from '../../../lib/client/index.js';

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
  return { keep, take: desk.keeperFor(platform, platform, undefined) };
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
