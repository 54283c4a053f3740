import { describe, expect, it, jest } from '@jest/globals';
import { WeChatApiError, WeChatConfigError } from '../../../../lib/common/index.js';
import { KfReader } from '../../../../lib/work/kf/kf.reader.js';
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
  for await (const { messages } of reader.pages(KF_ID, options))
    ids.push(...messages.map(({ msgid }) => msgid));
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

  it('goes on where it was, and looks from the beginning when told to, which leaves the place where it is', async () => {
    const { reader, ask, asked } = readerOf();
    ask
      .mockResolvedValueOnce(pageOf([textOf('1')], 'c1', 1))
      .mockResolvedValueOnce(pageOf([textOf('2')], 'c2'));
    await read(reader);
    ask.mockResolvedValueOnce(pageOf([textOf('1')], 'c1'));
    expect(await read(reader, { from: 'start', voiceFormat: 'silk' })).toEqual(['1']);
    expect(asked().at(-1)).toMatchObject({ voice_format: 1 });
    ask.mockResolvedValueOnce(pageOf([textOf('3')], 'c3'));
    await read(reader);
    expect(asked().map(({ cursor }) => cursor)).toEqual([undefined, 'c1', undefined, 'c2']);
  });

  it('refuses to read an account while a message of it is handled, which would wait for itself', async () => {
    const { reader, ask, client, keeping } = readerOf();
    ask.mockResolvedValue(pageOf([textOf('1')], 'c1'));
    // an agent of the same corporation has the same place
    const twin = new KfReader(client, keeping);
    const seen: unknown[] = [];
    let after: Promise<string[]> | undefined;
    let end: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (end = resolve));
    for await (const { within } of reader.pages(KF_ID))
      await within(async () => {
        for (const one of [reader, twin]) seen.push(await failureOf(read(one)));
        seen.push(await read(reader, { from: 'start' }));
        for await (const { messages } of reader.pages('wkOther')) seen.push(messages.length);
        after = hold.then(() => read(reader));
      });
    expect(seen).toEqual([expect.any(WeChatConfigError), expect.any(WeChatConfigError), ['1'], 1]);
    expect(String(seen[0])).toMatch(/would wait for itself[^]*from: 'start'/);
    end();
    expect(await after).toEqual(['1']);
  });

  it('keeps what was handled beside the place until that moves on, whatever process reads then', async () => {
    const { reader, ask, keeping } = readerOf();
    const write = jest.spyOn(keeping.credentials, 'write');
    const many = Array.from({ length: 50 }, (_, place) => textOf(String(place)));
    ask.mockResolvedValueOnce(pageOf(many, 'c1'));
    for await (const { messages, done } of reader.pages(KF_ID)) {
      for (const { msgid } of messages.slice(1)) done(msgid);
      break;
    }
    expect(write.mock.calls.length).toBeLessThanOrEqual(2);
    const next = readerOf(keeping);
    next.ask.mockResolvedValueOnce(pageOf([...many, textOf('new')], 'c1'));
    expect(await read(next.reader)).toEqual(['0', 'new']);
    expect(await keeping.credentials.read(`ww1:kf:${KF_ID}`)).toEqual({ cursor: 'c1' });
  });

  it('writes nothing beside the place for a page of one', async () => {
    const { reader, ask, keeping } = readerOf();
    const write = jest.spyOn(keeping.credentials, 'write');
    ask.mockResolvedValueOnce(pageOf([textOf('1')], 'c1'));
    for await (const { done } of reader.pages(KF_ID)) done('1');
    expect(write.mock.calls.map(([, kept]) => kept)).toEqual([{ cursor: 'c1' }]);
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
        for await (const { messages } of reader.pages(KF_ID)) if (messages.length > 0) break;
      },
    ],
    [
      'fails',
      async (reader) => {
        for await (const { messages } of reader.pages(KF_ID))
          throw new Error(`${messages.length} are too many`);
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
    expect((await pages.next()).value).toMatchObject({ messages: [{ msgid: '1' }] });
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
