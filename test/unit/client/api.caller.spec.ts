import { Readable } from 'node:stream';
import { describe, expect, it, jest } from '@jest/globals';
import { ApiCaller, type CallerSetup } from '../../../lib/client/index.js';
import { WeChatApiError, WeChatConfigError, WeChatHttpError } from '../../../lib/common/index.js';
import type { CallEnvelope, HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import type { TokenManager, TokenSource } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';

const tokenSource: TokenSource = {
  key: 'wx1:access_token',
  fetch: () => Promise.reject(new Error('not asked')),
};
const componentToken: TokenSource = { ...tokenSource, key: 'wx-platform:component_access_token' };
const setup: CallerSetup = {
  origin: {
    client: 'shop',
    baseUrl: 'https://api.weixin.qq.com',
    options: { timeout: 5000, proxy: false },
    secrets: ['s3cret'],
  },
  traits: {
    'GET /cgi-bin/token': { auth: 'none' },
    'GET /cgi-bin/media/get': { answer: 'binary' },
    'POST /component': { auth: 'component_access_token' },
  },
  tokenSource,
};
const refused = (errcode: number) =>
  new WeChatApiError({ client: 'shop', route: 'x', errcode, errmsg: '', retryable: false });

function setUp(given: unknown, ...others: unknown[]) {
  const hasSetup = Array.isArray(given);
  const answers: unknown[] = hasSetup ? [...(given as unknown[])] : [given, ...others];
  const extra = hasSetup ? (others[0] as Partial<CallerSetup>) : {};
  const sent: HttpCall[] = [];
  const http = {
    send: async (call: HttpCall) => {
      sent.push(call);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as WeChatHttp;
  const get = jest.fn<(source: TokenSource) => string | Promise<string>>().mockReturnValue('token-1');
  const replace = jest
    .fn<(source: TokenSource, old: string) => Promise<string>>()
    .mockResolvedValue('token-2');
  const tokens = { get, replace } as unknown as TokenManager;
  return { caller: new ApiCaller({ ...setup, ...extra }, http, tokens), sent, get, replace };
}

describe('ApiCaller.call', () => {
  it('sends a call with everything its client says, and the token', async () => {
    const { caller, sent, get } = setUp({ ok: 1 });
    const { signal } = new AbortController();
    const contents = { query: { a: 1 }, body: { b: 2 }, signal };
    expect(await caller.call('POST /a', contents)).toEqual({ ok: 1 });
    expect(get).toHaveBeenCalledWith(tokenSource);
    expect(sent).toEqual([
      {
        client: 'shop',
        route: 'POST /a',
        baseUrl: 'https://api.weixin.qq.com',
        traits: {},
        secrets: ['s3cret'],
        options: { timeout: 5000, proxy: false },
        query: { a: 1 },
        body: { b: 2 },
        signal,
        accessToken: 'token-1',
      },
    ]);
  });

  it('waits for a token that is still to be fetched', async () => {
    const { caller, sent, get } = setUp({});
    get.mockReturnValue(Promise.resolve('token-7'));
    await caller.call('POST /a');
    expect(sent[0]?.accessToken).toBe('token-7');
  });

  it('keeps the other options where a call has a time-out of its own', async () => {
    const { caller, sent } = setUp({});
    await caller.call('POST /a', { timeout: 50 });
    expect(sent[0]?.options).toEqual({ timeout: 50, proxy: false });
  });

  it('asks for no token where none is needed', async () => {
    const { caller, sent, get } = setUp({});
    await caller.call('GET /cgi-bin/token');
    await caller.call('GET /other', {}, { auth: 'none' });
    expect(get).not.toHaveBeenCalled();
    expect(sent.map(({ accessToken }) => accessToken)).toEqual([undefined, undefined]);
  });

  it('tells the wire what the catalogue knows of a route, and nothing of a name every object inherits', () => {
    const { caller } = setUp({});
    expect(caller.traitsOf('GET /cgi-bin/media/get')).toEqual({ answer: 'binary' });
    expect(caller.traitsOf('constructor')).toEqual({});
    expect(caller.traitsOf('GET /unknown')).toEqual({});
  });

  it('sends nothing when there is no token to be had', async () => {
    const { caller, sent, get } = setUp({});
    get.mockReturnValue(Promise.reject(refused(40125)));
    expect(await failureOf(caller.call('POST /a'))).toMatchObject({ errcode: 40125 });
    expect(sent).toHaveLength(0);
  });
});

describe('ApiCaller.call with what one call has of its own', () => {
  it("names the secrets of the call beside the client's", async () => {
    const { caller, sent } = setUp({});
    await caller.call('POST /a', { secrets: ['session-key'] });
    await caller.call('POST /a');
    expect(sent.map(({ secrets }) => secrets)).toEqual([['s3cret', 'session-key'], ['s3cret']]);
  });

  it('hands its headers on', async () => {
    const { caller, sent } = setUp({});
    await caller.call('POST /a', { headers: { 'X-One': '1' } });
    expect(sent[0]?.headers).toEqual({ 'X-One': '1' });
  });

  it('seals what its account seals, on the main host alone, and again after a token died', async () => {
    const envelope = {} as CallEnvelope;
    const envelopeFor = jest.fn((call: HttpCall) => (call.route === 'POST /a' ? envelope : undefined));
    const { caller, sent } = setUp([refused(40001), {}, {}, {}], { sealing: { envelopeFor } });
    await caller.call('POST /a', { body: { b: 1 } });
    await caller.call('POST /b');
    await caller.call('POST /a', { baseUrl: 'https://mp.weixin.qq.com' });
    expect(sent.map((call) => call.envelope)).toEqual([envelope, envelope, undefined, undefined]);
    expect(envelopeFor.mock.calls[0]?.[0]).toMatchObject({ route: 'POST /a', body: { b: 1 } });
  });
});

describe('ApiCaller.call on behalf of an account', () => {
  it('carries the token of the platform where the route says so, and replaces that one when it died', async () => {
    const { caller, sent, get, replace } = setUp([refused(40001), {}, {}], { componentToken });
    await caller.call('POST /component');
    expect(get).toHaveBeenCalledWith(componentToken);
    expect(replace).toHaveBeenCalledWith(componentToken, 'token-1');
    await caller.call('POST /a');
    expect(get).toHaveBeenLastCalledWith(tokenSource);
    expect(sent).toHaveLength(3);
  });

  it.each([
    ['agent', 'POST /of-contacts', undefined],
    ['contacts', 'POST /of-agents', undefined],
    ['contacts', 'POST /not-in-the-catalogue', undefined],
    ['agent', 'POST /of-contacts', { callers: ['contacts'] }],
  ] as const)('sends nothing from %s that another holder must call: %s', async (who, route, traits) => {
    const { caller, sent, get } = setUp([{}], {
      caller: who,
      traits: { 'POST /of-contacts': { callers: ['contacts'] }, 'POST /of-agents': { read: true } },
    });
    const failure = await failureOf(caller.call(route, {}, traits));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toContain(`"shop": ${route} needs the access_token of `);
    expect(get).not.toHaveBeenCalled();
    expect(sent).toHaveLength(0);
  });

  it('sends what the holder of its token may call, and untyped what nobody knows', async () => {
    const { caller, sent } = setUp([{}], {
      caller: 'contacts',
      traits: { 'POST /of-both': { callers: ['agent', 'contacts'] } },
    });
    await caller.call('POST /of-both');
    await caller.call('POST /unknown', {}, caller.traitsOf('POST /unknown'));
    await caller.call('GET /file', {}, { auth: 'none' });
    expect(sent.map(({ route }) => route)).toEqual(['POST /of-both', 'POST /unknown', 'GET /file']);
  });

  it('says of a client without a platform what it would take, and sends nothing', async () => {
    const { caller, sent } = setUp({});
    const failure = await failureOf(caller.call('POST /component'));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toMatch(/"shop".*component/);
    expect(sent).toEqual([]);
  });
});

describe('ApiCaller.call with a token that died', () => {
  it.each([40001, 40014, 42001])('replaces it after %d and makes the call once more', async (errcode) => {
    const { caller, sent, replace } = setUp(refused(errcode), { ok: 1 });
    expect(await caller.call('POST /a', { body: { b: 2 } })).toEqual({ ok: 1 });
    expect(replace).toHaveBeenCalledWith(tokenSource, 'token-1');
    expect(sent.map(({ accessToken }) => accessToken)).toEqual(['token-1', 'token-2']);
    expect(sent[1]).toEqual({ ...sent[0], accessToken: 'token-2' });
  });

  it('does not try a third time', async () => {
    const { caller, sent, replace } = setUp(refused(40001));
    expect(await failureOf(caller.call('POST /a'))).toMatchObject({ errcode: 40001 });
    expect(sent).toHaveLength(2);
    expect(replace).toHaveBeenCalledTimes(1);
  });

  it('throws what the second try was refused with', async () => {
    const { caller } = setUp(refused(42001), refused(45009));
    expect(await failureOf(caller.call('POST /a'))).toMatchObject({ errcode: 45009 });
  });

  it.each([40013, 40125, 41001, 48001, -1, 45011])('leaves the token alone after %d', async (errcode) => {
    const { caller, sent, replace } = setUp(refused(errcode));
    expect(await failureOf(caller.call('POST /a'))).toMatchObject({ errcode });
    expect(sent).toHaveLength(1);
    expect(replace).not.toHaveBeenCalled();
  });

  it('leaves the token alone after a failure of the network', async () => {
    const broken = new WeChatHttpError('broken', { client: 'shop', route: 'x', retryable: true });
    const { caller, replace } = setUp(broken);
    expect(await failureOf(caller.call('POST /a'))).toBe(broken);
    expect(replace).not.toHaveBeenCalled();
  });

  it('does not ask for a token of a call that carries none', async () => {
    const { caller, replace } = setUp(refused(40001));
    expect(await failureOf(caller.call('GET /cgi-bin/token'))).toMatchObject({ errcode: 40001 });
    expect(replace).not.toHaveBeenCalled();
  });

  it('throws what the replacement failed with', async () => {
    const { caller, replace } = setUp(refused(40001));
    replace.mockRejectedValue(refused(40125));
    expect(await failureOf(caller.call('POST /a'))).toMatchObject({ errcode: 40125 });
  });

  it('sends bytes once more, but no stream, which is spent; the next call has the fresh token all the same', async () => {
    const bytes = setUp(refused(40001), { ok: 1 });
    const media = { filename: 'a.jpg', content: Buffer.from('x') };
    await bytes.caller.call('POST /a', { files: { media } });
    expect(bytes.sent).toHaveLength(2);
    const stream = setUp(refused(40001), { ok: 1 });
    const files = { media: { ...media, content: Readable.from(['x']), size: 1 } };
    expect(await failureOf(stream.caller.call('POST /a', { files }))).toMatchObject({ errcode: 40001 });
    expect(stream.sent).toHaveLength(1);
    expect(stream.replace).toHaveBeenCalledTimes(1);
  });
});
