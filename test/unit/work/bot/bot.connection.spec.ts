import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SandboxWorkBot, WeChatSandbox } from '../../../../lib/sandbox/index.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { BotConnection } from '../../../../lib/work/bot/bot.connection.js';
import { CONNECTION_TIMES, type ConnectionTimes } from '../../../../lib/work/bot/bot.connection-times.js';
import type { BotFrame } from '../../../../lib/work/bot/bot.frames.js';
import { BotSocket } from '../../../../lib/work/bot/bot.socket.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';

const logs = collectLogs();
let sandbox: WeChatSandbox;
let bot: SandboxWorkBot;
let connection: BotConnection | undefined;

/** As patient as a test. */
const QUICK: ConnectionTimes = {
  handshake: 1000,
  answer: 100,
  heartbeat: 30,
  lost: { first: 20, most: 60 },
  refused: { first: 150, most: 600 },
  kicked: { first: 150, most: 600 },
  closing: 200,
};

beforeEach(async () => {
  logs.clear();
  sandbox = await WeChatSandbox.start();
  bot = sandbox.workBot();
});
afterEach(async () => {
  await connection?.end();
  connection = undefined;
  await sandbox.close();
});

function connect(
  times: Partial<ConnectionTimes> = {},
  more: { secret?: string; url?: string } = {},
): BotFrame[] {
  const pushes: BotFrame[] = [];
  const setup = { client: 'bot', ...bot.options, ...more, coordination: new LocalCoordination() };
  connection = new BotConnection({ ...setup, times: { ...QUICK, ...times } });
  connection.start((frame) => pushes.push(frame));
  return pushes;
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 5) {
    if (waited > 5000) throw new Error('It did not happen within 5 s');
    await sleep(5);
  }
}
const heartbeats = (): number => bot.connection.frames.filter(({ cmd }) => cmd === 'ping').length;

describe('BotConnection', () => {
  it('is patient with the official server', () => {
    expect(CONNECTION_TIMES).toMatchObject({ heartbeat: 30_000, kicked: { first: 300_000 } });
    expect(CONNECTION_TIMES.refused.first).toBeGreaterThanOrEqual(60_000);
  });

  it('beats while it is open, and not afterwards', async () => {
    connect();
    await until(() => heartbeats() >= 3);
    await connection?.end();
    const before = heartbeats();
    await sleep(100);
    expect(heartbeats()).toBe(before);
    expect(bot.connection.attempts).toBe(1);
  });

  it('takes a connection for lost whose heartbeats stay unanswered, and has another one', async () => {
    connect({ answer: 20 });
    await bot.connection.opened();
    bot.connection.ignoreHeartbeats();
    await until(() => bot.connection.attempts === 2);
    bot.connection.ignoreHeartbeats(false);
    await bot.connection.opened();
    await until(() => connection?.isOpen === true);
    expect(logs.at('warn').join()).toMatch(/no long connection/);
  });

  it('forgives one heartbeat that stays unanswered', async () => {
    connect({ answer: 20, heartbeat: 60 });
    await until(() => heartbeats() >= 1);
    bot.connection.ignoreHeartbeats();
    const before = heartbeats();
    await until(() => heartbeats() > before);
    bot.connection.ignoreHeartbeats(false);
    await until(() => heartbeats() > before + 3);
    expect(bot.connection.attempts).toBe(1);
  });

  it('tries a refused secret ever more seldom, and tells of it once', async () => {
    bot.connection.refuse(3);
    const since = Date.now();
    connect();
    await until(() => connection?.isOpen === true);
    expect(bot.connection.attempts).toBe(4);
    // at least half of 150, 300 and 600 ms
    expect(Date.now() - since).toBeGreaterThanOrEqual(500);
    expect(logs.at('error')).toHaveLength(1);
  });

  it('takes a server that is busy for no refusal', async () => {
    bot.connection.refuse(2, { errcode: -1, errmsg: 'system busy' });
    connect({ refused: { first: 60_000, most: 60_000 } });
    await until(() => connection?.isOpen === true);
    expect(bot.connection.attempts).toBe(3);
    expect(logs.at('error')).toEqual([]);
  });

  it('comes back after it was pushed out, when it has waited', async () => {
    const pushes = connect({ heartbeat: 1000 });
    await bot.connection.opened();
    const since = Date.now();
    bot.connection.kick();
    await bot.connection.closed();
    await bot.connection.opened();
    expect(Date.now() - since).toBeGreaterThanOrEqual(70);
    expect(pushes.map(({ cmd }) => cmd)).toEqual(['aibot_event_callback']);
  });

  it('tells of a server that cannot be reached once, and goes on trying', async () => {
    connect({}, { url: 'ws://127.0.0.1:1' });
    await sleep(300);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/no long connection: ECONNREFUSED/)]);
  });

  it('can be ended at any moment', async () => {
    for (const moment of [0, 1, 5, 20]) {
      connect({}, moment === 5 ? { secret: 'wrong' } : {});
      await sleep(moment);
      await connection?.end();
      await sleep(50);
      expect(connection?.isOpen).toBe(false);
      expect(bot.connection.isOpen).toBe(false);
    }
  });

  it('cuts a connection that is being had when it is ended, and subscribes no more', async () => {
    const said: string[] = [];
    const silent = createServer((wire) => wire.on('data', (data) => said.push(data.toString())));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    connect({ handshake: 60_000 }, { url: `ws://127.0.0.1:${port}` });
    const [wire] = (await once(silent, 'connection')) as [Socket];
    wire.on('error', () => undefined);
    await until(() => said.length > 0);
    const closed = once(wire, 'close');
    await connection?.end();
    await closed;
    expect(said).toEqual([expect.stringMatching(/^GET /)]);
    expect(logs.lines).toEqual([]);
    silent.close();
  });

  it('cuts a connection whose subscription is not answered when it is ended', async () => {
    let wire: WebSocket | undefined;
    const server = await serve((given) => void given.on('message', () => (wire = given)));
    connect({ answer: 60_000 }, { url: server.url });
    await until(() => wire !== undefined);
    const closed = once(wire as WebSocket, 'close');
    await connection?.end();
    await closed;
    expect(connection?.isOpen).toBe(false);
    expect(logs.lines).toEqual([]);
    server.close();
  });

  it('does not connect at all when it is ended before it has begun to', async () => {
    let attempts = 0;
    const server = await serve(() => void (attempts += 1));
    connect({}, { url: server.url });
    await connection?.end();
    await sleep(100);
    expect(attempts).toBe(0);
    server.close();
  });

  it('does not answer for a connection it does not have', async () => {
    connect({}, { url: 'ws://127.0.0.1:1' });
    expect(await connection?.whenOpen(10)).toBe(false);
    expect(await failureOf((connection as BotConnection).request('aibot_send_msg', {}))).toMatchObject({
      name: 'WeChatHttpError',
      reason: 'ENOTCONN',
    });
  });

  it('shows no secret in an inspection', async () => {
    connect();
    await bot.connection.opened();
    expect(inspect(connection, { depth: 10, showHidden: true })).not.toContain(bot.options.secret);
  });
});

/** A server that does what it likes. */
async function serve(greet: (wire: WebSocket) => void): Promise<{ url: string; close: () => void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', greet);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { url: `ws://127.0.0.1:${port}`, close: () => server.close() };
}

/** Answers each frame with what is made of it. */
const answering =
  (make: (frame: { headers: object; body?: object }) => object, after = 0) =>
  (wire: WebSocket): void =>
    void wire.on('message', (data: Buffer) => {
      const answer = make(JSON.parse(data.toString()) as { headers: object });
      setTimeout(() => wire.send(JSON.stringify(answer)), after);
    });

describe('BotSocket', () => {
  const hear = { push: () => undefined, strange: () => undefined };
  const open = (url = bot.options.url, answer = 100): Promise<BotSocket> =>
    BotSocket.open({ client: 'bot', url, secret: 's3cret', handshake: 500, answer }, hear);

  it('sends frames that answer one push one after another', async () => {
    const seen: string[] = [];
    const server = await serve(
      answering(({ headers, body }) => {
        const { n } = body as { n: number };
        seen.push(`in ${n}`);
        setTimeout(() => seen.push(`out ${n}`), 15);
        return { headers, errcode: 0, errmsg: 'ok', body };
      }, 20),
    );
    const socket = await open(server.url, 1000);
    const answers = await Promise.all([1, 2, 3].map((n) => socket.request('aibot_respond_msg', { n }, 'r1')));
    expect(answers).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(seen).toEqual(['in 1', 'out 1', 'in 2', 'out 2', 'in 3', 'out 3']);
    await socket.close(100);
    server.close();
  });

  it('says which frame was not answered in time', async () => {
    bot.connection.delayAnswers(1000);
    const socket = await open(undefined, 30);
    await socket
      .request('aibot_subscribe', { bot_id: bot.botId, secret: bot.options.secret })
      .catch(() => undefined);
    expect(await failureOf(socket.request('ping'))).toMatchObject({
      name: 'WeChatTimeoutError',
      message: 'bot: ping was not answered within 30 ms',
      retryable: false,
    });
    socket.terminate();
  });

  it('fails what waits when the connection goes', async () => {
    const socket = await open(undefined, 5000);
    await socket.request('aibot_subscribe', { bot_id: bot.botId, secret: bot.options.secret });
    bot.connection.delayAnswers(1000);
    const waiting = failureOf(socket.request('ping'));
    await sleep(20);
    socket.terminate();
    expect(await waiting).toMatchObject({ name: 'WeChatHttpError', retryable: true });
    expect(await failureOf(socket.request('ping'))).toMatchObject({ name: 'WeChatHttpError' });
  });

  it('keeps the secret out of what a refusal quotes', async () => {
    const server = await serve(
      answering(({ headers }) => ({ headers, errcode: 40001, errmsg: 'not s3cret, hint: x' })),
    );
    const socket = await open(server.url);
    const failure = await failureOf(socket.request('aibot_subscribe', {}));
    expect(failure.message).toMatch(/40001: not/);
    expect(failure.message).not.toContain('s3cret');
    socket.terminate();
    server.close();
  });

  it.each([
    ['bytes', (wire: { send(data: Buffer): void }) => wire.send(Buffer.from([1, 2, 3]))],
    ['an answer to nothing', (wire: { send(data: string): void }) => wire.send('{"errcode":0}')],
  ])('passes over %s, and tells of it no more than three times', async (_what, send) => {
    const server = await serve((wire) => {
      for (let count = 0; count < 10; count += 1) send(wire as never);
    });
    const strange: string[] = [];
    const socket = await BotSocket.open(
      { client: 'bot', url: server.url, secret: 's', handshake: 500, answer: 100 },
      { push: () => undefined, strange: (reason) => strange.push(reason) },
    );
    await sleep(50);
    expect(strange).toHaveLength(3);
    expect(socket.isOpen).toBe(true);
    socket.terminate();
    server.close();
  });

  it('is closed by a frame beyond measure, and by nothing less', async () => {
    const server = await serve((wire) => wire.send('x'.repeat(5 * 1024 * 1024)));
    const socket = await open(server.url);
    expect(await socket.closed).toMatch(/WS_ERR_UNSUPPORTED_MESSAGE_LENGTH|1009/);
    server.close();
  });

  it('gives up on a handshake that takes too long, and on a server that wants none', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    expect(await failureOf(open(`ws://127.0.0.1:${port}`))).toMatchObject({ name: 'WeChatHttpError' });
    silent.close();
    expect(await failureOf(open(`${sandbox.url.replace('http', 'ws')}/elsewhere`))).toMatchObject({
      name: 'WeChatHttpError',
    });
  });
});
