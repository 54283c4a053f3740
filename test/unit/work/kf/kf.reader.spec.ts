import { describe, expect, it } from '@jest/globals';
import { WeChatApiError } from '../../../../lib/common/index.js';
import type { KfReader } from '../../../../lib/work/kf/kf.reader.js';
import { failureOf } from '../../failure.js';
import { KF_ID, keepingOf, pageOf, readerOf, textOf } from './kf.client.js';

const refusal = (errcode: number): WeChatApiError =>
  new WeChatApiError({
    client: 'corp/kf',
    route: 'POST /cgi-bin/kf/sync_msg',
    errcode,
    errmsg: 'no',
    retryable: false,
  });

async function read(reader: KfReader, options?: Parameters<KfReader['pages']>[1]): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of reader.pages(KF_ID, options)) ids.push(...page.map(({ msgid }) => msgid));
  return ids;
}

describe('KfReader', () => {
  it('begins where WeCom begins, and reads on behind every page', async () => {
    const { reader, ask, asked } = readerOf();
    ask
      .mockResolvedValueOnce(pageOf([textOf('1')], 'c1', 1))
      .mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    expect(await read(reader, { token: 't' })).toEqual(['1', '2']);
    const always = { open_kfid: KF_ID, limit: 1000, voice_format: 0, token: 't' };
    expect(asked()).toEqual([always, { ...always, cursor: 'c1' }]);
  });

  it('goes on where it was, and from the beginning when told to', async () => {
    const { reader, ask, asked } = readerOf();
    ask.mockResolvedValue(pageOf([textOf('1')], 'c1'));
    await read(reader);
    await read(reader);
    await read(reader, { from: 'start', voiceFormat: 'silk' });
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, 'c1', undefined]);
    expect(asked().at(-1)).toMatchObject({ voice_format: 1 });
  });

  it('keeps the place of each account by itself, and forgets it when told to', async () => {
    const { reader, ask, asked } = readerOf();
    ask.mockResolvedValue(pageOf([], 'c1'));
    await read(reader);
    for await (const page of reader.pages('wkOther')) expect(page).toEqual([]);
    await reader.forget(KF_ID);
    await read(reader);
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, undefined, undefined]);
  });

  it('goes on behind an empty page when WeCom says that there is more', async () => {
    const { reader, ask } = readerOf();
    ask.mockResolvedValueOnce(pageOf([], 'c1', 1)).mockResolvedValueOnce(pageOf([textOf('1')], 'c2'));
    expect(await read(reader)).toEqual(['1']);
  });

  it('ends at a cursor that stands still, or is missing', async () => {
    const { reader, ask } = readerOf();
    ask.mockResolvedValue(pageOf([textOf('1')], 'c1', 1));
    expect(await read(reader)).toEqual(['1', '1']);
    const other = readerOf();
    other.ask.mockResolvedValue({ msg_list: [textOf('1')], has_more: 1 });
    expect(await read(other.reader)).toEqual(['1']);
  });

  it.each<[string, (reader: KfReader) => Promise<unknown>]>([
    [
      'leaves the loop',
      async (reader) => {
        for await (const page of reader.pages(KF_ID)) if (page.length > 0) break;
      },
    ],
    [
      'fails',
      async (reader) => {
        for await (const page of reader.pages(KF_ID)) throw new Error(`${page.length} are too many`);
      },
    ],
  ])('gives a page again to whoever %s in it', async (_, leave) => {
    const { reader, ask, asked } = readerOf();
    ask.mockResolvedValue(pageOf([textOf('1')], 'c1'));
    await leave(reader).catch(() => undefined);
    expect(await read(reader)).toEqual(['1']);
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, undefined]);
  });

  it('keeps the place of the pages before one that fails', async () => {
    const { reader, ask, asked } = readerOf();
    ask.mockResolvedValueOnce(pageOf([textOf('1')], 'c1', 1)).mockRejectedValueOnce(refusal(-1));
    expect(await failureOf(read(reader))).toMatchObject({ errcode: -1 });
    ask.mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    expect(await read(reader)).toEqual(['2']);
    expect(asked().at(-1)).toMatchObject({ cursor: 'c1' });
  });

  it('does without a token that has died, and asks for it no more', async () => {
    const { reader, ask, asked } = readerOf();
    ask
      .mockRejectedValueOnce(refusal(95007))
      .mockResolvedValueOnce(pageOf([textOf('1')], 'c1', 1))
      .mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    expect(await read(reader, { token: 'old' })).toEqual(['1', '2']);
    expect(asked().map(({ token }) => token)).toEqual(['old', undefined, undefined]);
  });

  it('fails with what is no matter of the token', async () => {
    const { reader, ask } = readerOf();
    ask.mockRejectedValueOnce(refusal(95004)).mockRejectedValueOnce(refusal(95007));
    expect(await failureOf(read(reader, { token: 't' }))).toMatchObject({ errcode: 95004 });
    expect(await failureOf(read(reader))).toMatchObject({ errcode: 95007 });
  });

  it('lets one process read an account at a time, the next from where it stopped', async () => {
    const keeping = keepingOf();
    const one = readerOf(keeping);
    const two = readerOf(keeping);
    one.ask.mockResolvedValue(pageOf([textOf('1')], 'c1'));
    two.ask.mockResolvedValue(pageOf([textOf('2')], 'c2'));
    const pages = one.reader.pages(KF_ID);
    expect((await pages.next()).value).toHaveLength(1);
    const second = read(two.reader);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(two.ask).not.toHaveBeenCalled();
    expect((await pages.next()).done).toBe(true);
    expect(await second).toEqual(['2']);
    expect(two.asked()).toMatchObject([{ cursor: 'c1' }]);
  });

  it('fails when the lock cannot be had', async () => {
    const keeping = keepingOf();
    keeping.coordination.withLock = () => Promise.reject(new Error('the store is away'));
    const { reader, ask } = readerOf(keeping);
    expect(await failureOf(read(reader))).toMatchObject({ message: 'the store is away' });
    expect(ask).not.toHaveBeenCalled();
  });
});
