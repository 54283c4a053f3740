import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { type ApiCaller, CatalogClient } from '../../../lib/client/index.js';

interface Endpoints {
  'POST /a': { body: { b: number }; answer: { c: string } };
  'GET /bytes': { query: { id: string }; answer: Buffer };
}

class TestClient extends CatalogClient<Endpoints, keyof Endpoints> {
  readonly kind = 'test';
}

function setUp(answer: unknown = {}) {
  const call = jest.fn<(...given: unknown[]) => Promise<unknown>>().mockResolvedValue(answer);
  const traitsOf = (route: string) => (route === 'GET /known' ? { answerIds: [['id']], answer: 'json' } : {});
  const caller = { call, traitsOf, setup: { secrets: ['CANARY'] } } as unknown as ApiCaller;
  return { client: new TestClient('shop', 'wx1', caller), call };
}

describe('CatalogClient', () => {
  it('requests a route with its contents', async () => {
    const { client, call } = setUp({ c: 'd' });
    const { signal } = new AbortController();
    expect(await client.request('POST /a', { body: { b: 1 }, signal, timeout: 5 })).toEqual({ c: 'd' });
    expect(call).toHaveBeenCalledWith('POST /a', { body: { b: 1 }, signal, timeout: 5 });
  });

  it('streams a route that answers with bytes', async () => {
    const { client, call } = setUp();
    await client.stream('GET /bytes', { query: { id: 'm' } });
    expect(call).toHaveBeenCalledWith('GET /bytes', { query: { id: 'm' }, stream: true });
  });
});

describe('WeChatClient', () => {
  it('calls any path, told what the catalogue does not know', async () => {
    const { client, call } = setUp([1]);
    const answer = await client.requestUntyped<number[]>('POST /new', {
      body: { a: 1n },
      auth: 'none',
      answer: 'binary',
      read: true,
    });
    expect(answer).toEqual([1]);
    expect(call).toHaveBeenCalledWith(
      'POST /new',
      { body: { a: 1n } },
      { auth: 'none', answer: 'binary', read: true },
    );
  });

  it('calls any path without a word more', async () => {
    const { client, call } = setUp();
    await client.requestUntyped('GET /new');
    expect(call).toHaveBeenCalledWith('GET /new', {}, {});
  });

  it('keeps what the catalogue says of a route it knows', async () => {
    const { client, call } = setUp();
    await client.requestUntyped('GET /known', { read: false });
    expect(call).toHaveBeenCalledWith('GET /known', {}, { answerIds: [['id']], answer: 'json', read: false });
  });

  it('shows name and appid when it is printed, and no credential', () => {
    const { client } = setUp();
    const printed = inspect(client, { depth: Infinity, showHidden: true });
    expect(printed).toContain('wx1');
    expect(`${printed}${JSON.stringify(client)}`).not.toContain('CANARY');
    expect(JSON.parse(JSON.stringify(client))).toEqual({ kind: 'test', name: 'shop', id: 'wx1' });
  });
});
