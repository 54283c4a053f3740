import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatAuthorizationError } from '../../../lib/common/index.js';
import { TICKET_MISSING, TICKET_OLD } from '../../../lib/open-platform/open-platform.messages.js';
import { VerifyTicket } from '../../../lib/open-platform/verify-ticket.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';
import { OpenCredentials, PLATFORM } from './fake.wechat.js';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = NOW / 1000;
const LIFE = 12 * 3600;
const KEY = `${PLATFORM}:component_verify_ticket`;

function setUp() {
  const credentials = new OpenCredentials();
  const rooms = { credentials, coordination: new LocalCoordination() };
  return { credentials, rooms, ticket: new VerifyTicket('platform', PLATFORM, rooms) };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('VerifyTicket', () => {
  it('is read as it was kept, by any process', async () => {
    const { credentials, rooms, ticket } = setUp();
    await ticket.keep('ticket-1', SECOND);
    expect([...credentials.kept]).toEqual([[KEY, { ticket: 'ticket-1', createdAt: SECOND }]]);
    expect(await new VerifyTicket('platform', PLATFORM, rooms).read()).toBe('ticket-1');
  });

  it.each([
    ['a newer one', 'ticket-2', 1],
    ['another of the same second', 'ticket-2', 0],
  ])('gives way to %s', async (_what, next, later) => {
    const { ticket } = setUp();
    await ticket.keep('ticket-1', SECOND);
    await ticket.keep(next, SECOND + later);
    expect(await ticket.read()).toBe(next);
  });

  it('stays when an older one comes at the same time', async () => {
    const { ticket } = setUp();
    await Promise.all([ticket.keep('ticket-2', SECOND), ticket.keep('ticket-1', SECOND - 1)]);
    expect(await ticket.read()).toBe('ticket-2');
  });

  it('stays when an older one comes after it', async () => {
    const { credentials, ticket } = setUp();
    await ticket.keep('ticket-2', SECOND);
    await ticket.keep('ticket-1', SECOND - 1);
    expect(await ticket.read()).toBe('ticket-2');
    expect(credentials.write).toHaveBeenCalledTimes(1);
  });

  it('lives for twelve hours from when WeChat made it, and says then that it is old', async () => {
    const { ticket } = setUp();
    await ticket.keep('ticket-1', SECOND - 600);
    jest.setSystemTime(NOW + (LIFE - 600) * 1000);
    expect(await ticket.read()).toBe('ticket-1');
    jest.setSystemTime(NOW + (LIFE - 600) * 1000 + 1);
    const failure = await failureOf(ticket.read());
    expect(failure).toBeInstanceOf(WeChatAuthorizationError);
    expect(failure.message).toBe(TICKET_OLD('platform'));
    expect(failure.message).not.toBe(TICKET_MISSING('platform'));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'rubbish'],
    ['an empty object', {}],
    ['a ticket that is no text', { ticket: 5, createdAt: SECOND }],
    ['a ticket without its time', { ticket: 'ticket-1' }],
    ['a time that is no number', { ticket: 'ticket-1', createdAt: 'x' }],
  ])('is missing where %s is kept, until the next one comes', async (_what, rubbish) => {
    const { credentials, ticket } = setUp();
    credentials.kept.set(KEY, rubbish);
    const failure = await failureOf(ticket.read());
    expect(failure).toBeInstanceOf(WeChatAuthorizationError);
    expect(failure.message).toBe(TICKET_MISSING('platform'));
    await ticket.keep('ticket-2', SECOND - 1);
    expect(await ticket.read()).toBe('ticket-2');
  });

  it.each(['x', '9999999999'])('is not outranked by a kept time of %j', async (createdAt) => {
    const { credentials, ticket } = setUp();
    credentials.kept.set(KEY, { ticket: 'rubbish', createdAt });
    await ticket.keep('ticket-1', SECOND);
    expect(await ticket.read()).toBe('ticket-1');
  });

  it('passes on that the store is away: that is not the same as having none', async () => {
    const { credentials, ticket } = setUp();
    const away = new Error('store is away');
    credentials.read.mockRejectedValue(away);
    expect(await failureOf(ticket.read())).toBe(away);
    expect(await failureOf(ticket.keep('ticket-1', SECOND))).toBe(away);
  });
});
