import { describe, expect, it } from '@jest/globals';
import { accountOn } from './fake.api.js';

async function collect(list: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const one of list) all.push(one);
  return all;
}
const usersOf = (contents: { body?: unknown } = {}): Array<{ openid: string; lang: string }> =>
  (contents.body as { user_list: Array<{ openid: string; lang: string }> }).user_list;
const page = (openid: string[], next_openid: string) => ({
  total: 4,
  count: openid.length,
  data: { openid },
  next_openid,
});

describe('user', () => {
  it.each([
    [undefined, 'zh_CN'],
    ['en', 'en'],
  ] as const)('tells of a person in the language %s', async (lang, expected) => {
    const { account, call } = accountOn({ openid: 'o1', subscribe: 1 });
    expect(await account.user.get('o1', lang)).toEqual({ openid: 'o1', subscribe: 1 });
    expect(call.mock.calls).toEqual([
      ['GET /cgi-bin/user/info', { query: { openid: 'o1', lang: expected } }],
    ]);
  });

  it('keeps a note of a person', async () => {
    const { account, call } = accountOn();
    expect(await account.user.updateRemark('o1', '老顾客')).toBeUndefined();
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/user/info/updateremark', { body: { openid: 'o1', remark: '老顾客' } }],
    ]);
  });

  it.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('tells of %d people in batches of a hundred, in their order', async (count, batches) => {
    const openids = Array.from({ length: count }, (_, index) => `o${index}`);
    const { account, call } = accountOn();
    call.mockImplementation(async (_route, contents) => {
      const user_list = usersOf(contents);
      expect(new Set(user_list.map(({ lang }) => lang))).toEqual(new Set(['en']));
      return { user_info_list: user_list.map(({ openid }) => ({ openid, subscribe: 1 })) };
    });
    const people = await account.user.getMany(openids, 'en');
    expect(people.map(({ openid }) => openid)).toEqual(openids);
    expect(call.mock.calls.map(([route]) => route)).toEqual(
      batches.map(() => 'POST /cgi-bin/user/info/batchget'),
    );
    const sizes = call.mock.calls.map(([, contents]) => usersOf(contents).length);
    expect(sizes).toEqual(batches);
  });

  it('lists followers page after page', async () => {
    const { account, call } = accountOn(page(['a', 'b'], 'b'), page(['c'], 'c'), {
      total: 3,
      count: 0,
      next_openid: '',
    });
    expect(await collect(account.user.list())).toEqual(['a', 'b', 'c']);
    expect(call.mock.calls.map(([route, contents]) => [route, contents?.query])).toEqual([
      ['GET /cgi-bin/user/get', { next_openid: undefined }],
      ['GET /cgi-bin/user/get', { next_openid: 'b' }],
      ['GET /cgi-bin/user/get', { next_openid: 'c' }],
    ]);
  });

  it('ends with the page that names no next one', async () => {
    const { account, call } = accountOn(page(['a', 'b'], ''));
    expect(await collect(account.user.list())).toEqual(['a', 'b']);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('ends where nobody follows, even if a next one is named', async () => {
    const { account, call } = accountOn({ total: 0, count: 0, next_openid: 'x' });
    expect(await collect(account.user.list())).toEqual([]);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('asks for no further page once the reader has enough', async () => {
    const { account, call } = accountOn(page(['a', 'b'], 'b'));
    for await (const openid of account.user.list()) {
      expect(openid).toBe('a');
      break;
    }
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('throws for a page that fails, after the pages before', async () => {
    const { account, call } = accountOn();
    call.mockResolvedValueOnce(page(['a'], 'a')).mockRejectedValueOnce(new Error('45009'));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const openid of account.user.list()) seen.push(openid);
    })();
    await expect(reading).rejects.toThrow('45009');
    expect(seen).toEqual(['a']);
  });
});
