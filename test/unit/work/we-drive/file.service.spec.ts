import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { WorkDriveFileService } from '../../../../lib/work/we-drive/file.service.js';
import { agentThat, read } from '../fake-agent.js';

const MIB = 1024 * 1024;
const PLACE = { spaceId: 'space' };
const bytes = (length: number): Buffer => Buffer.alloc(length, 'coffee');
const sha1 = (content: Buffer): string => createHash('sha1').update(content).digest('hex');

/** WeDrive; `sent` is what of the blocks has arrived. */
function drive(has: { hit_exist: boolean; fileid?: string } = { hit_exist: false }) {
  const sent: Buffer[] = [];
  const agent = agentThat((route, { file_base64_content, index }) => {
    if (route.endsWith('file_upload_init')) return has.hit_exist ? has : { ...has, upload_key: 'key' };
    if (route.endsWith('file_upload_part'))
      sent[Number(index) - 1] = Buffer.from(String(file_base64_content), 'base64');
    return { fileid: route.endsWith('file_upload') ? 'whole' : 'in-blocks' };
  });
  return { ...agent, sent, files: new WorkDriveFileService(agent.client) };
}

describe('A file for WeDrive', () => {
  it('goes up in one call where it is small, into the uppermost folder unless another is named', async () => {
    const { files, bodies, calls } = drive();
    const file = { content: Buffer.from('咖啡'), filename: '咖啡.txt' };
    expect(await files.upload(PLACE, file)).toBe('whole');
    await files.upload({ spaceId: 'space', fatherId: 'folder' }, file);
    await files.upload({ selectedTicket: 'ticket' }, { ...file, content: Readable.from(['咖', '啡']) });
    expect(calls()).toEqual(['file_upload', 'file_upload', 'file_upload']);
    const same = { file_name: '咖啡.txt', file_base64_content: '5ZKW5ZWh' };
    expect(bodies()).toEqual([
      { ...same, spaceid: 'space', fatherid: 'space' },
      { ...same, spaceid: 'space', fatherid: 'folder' },
      { ...same, selected_ticket: 'ticket' },
    ]);
  });

  it('goes up in blocks of 2 MiB where it is larger than 10 MiB', async () => {
    const { files, bodies, calls, sent } = drive();
    const content = bytes(10 * MIB + 1);
    expect(await files.upload(PLACE, { content, filename: 'large.bin' })).toBe('in-blocks');
    const parts = Array.from({ length: 6 }, () => 'file_upload_part');
    expect(calls()).toEqual(['file_upload_init', ...parts, 'file_upload_finish']);
    const [begun] = bodies();
    expect(begun).toMatchObject({ file_name: 'large.bin', size: 10 * MIB + 1, spaceid: 'space' });
    const hashes = (begun as { block_sha: string[] }).block_sha;
    expect(hashes).toHaveLength(6);
    expect(hashes.at(-1)).toBe(sha1(content));
    expect(Buffer.concat(sent).equals(content)).toBe(true);
    expect(bodies().at(-1)).toEqual({ upload_key: 'key' });
  });

  it('of any size is opened twice, once for its hashes', async () => {
    const { files, sent } = drive();
    const content = bytes(5 * MIB);
    let opened = 0;
    const open = () => {
      opened += 1;
      return { content: Readable.from([content]), filename: 'film.mp4', size: content.length };
    };
    expect(await files.upload(PLACE, open)).toBe('in-blocks');
    expect(opened).toBe(2);
    expect(sent.map(({ length }) => length / MIB)).toEqual([2, 2, 1]);
    expect(Buffer.concat(sent).equals(content)).toBe(true);
  });

  it('that WeDrive has already is not sent', async () => {
    const { files, calls } = drive({ hit_exist: true, fileid: 'there' });
    const open = () => ({ content: Readable.from([bytes(3 * MIB)]), filename: 'film.mp4' });
    expect(await files.upload(PLACE, open)).toBe('there');
    expect(calls()).toEqual(['file_upload_init']);
  });

  it('nobody is to be told of goes up in blocks, whatever its size', async () => {
    const { files, bodies, calls } = drive();
    await files.upload(PLACE, { content: bytes(10), filename: 'a.txt' }, { skipPushCard: true });
    expect(calls()).toEqual(['file_upload_init', 'file_upload_part', 'file_upload_finish']);
    expect(bodies()[0]).toMatchObject({ size: 10, skip_push_card: true });
  });

  it('that is a stream of more than 10 MiB is refused with the cure, and read no further', async () => {
    const { files, calls } = drive();
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given += 1;
          yield bytes(MIB);
        }
      })(),
    );
    const upload = files.upload(PLACE, { content: endless, filename: 'film.mp4' });
    await expect(upload).rejects.toThrow(/\(\) => uploadFrom\(path\)/);
    expect(given).toBeLessThan(30);
    expect(endless.destroyed).toBe(true);
    expect(calls()).toEqual([]);
  });

  it('that is empty is refused, however it comes', async () => {
    const { files, calls } = drive();
    const empty = () => ({ content: Readable.from([]), filename: 'a.txt' });
    await expect(files.upload(PLACE, { content: Buffer.alloc(0), filename: 'a.txt' })).rejects.toThrow(
      /is empty/,
    );
    await expect(files.upload(PLACE, empty())).rejects.toThrow(/is empty/);
    await expect(files.upload(PLACE, empty)).rejects.toThrow(/is empty/);
    expect(calls()).toEqual([]);
  });

  it('is given up where the caller gives up, before it is read to its end', async () => {
    const { files, calls } = drive();
    const signal = AbortSignal.abort(new Error('enough'));
    const open = () => ({ content: Readable.from([bytes(3 * MIB)]), filename: 'film.mp4' });
    await expect(files.upload(PLACE, open, { signal })).rejects.toThrow('enough');
    expect(calls()).toEqual([]);
  });
});

describe('What lies in a folder', () => {
  it('is listed from where WeDrive says the next page begins', async () => {
    const { client, bodies } = agentThat((_route, { start }) => ({
      file_list: { item: [{ fileid: `file-${String(start)}` }] },
      has_more: start !== 70,
      next_start: start === 0 ? 50 : 70,
    }));
    const files = await read(new WorkDriveFileService(client).list('space'));
    expect(files.map(({ fileid }) => fileid)).toEqual(['file-0', 'file-50', 'file-70']);
    const asked = { spaceid: 'space', fatherid: 'space', sort_type: 1, limit: 1000 };
    expect(bodies()).toEqual([0, 50, 70].map((start) => ({ ...asked, start })));
  });

  it('ends where the next page would begin no later', async () => {
    const { client, calls } = agentThat(() => ({ file_list: { item: [] }, has_more: true, next_start: 0 }));
    expect(await read(new WorkDriveFileService(client).list('space'))).toEqual([]);
    expect(calls()).toEqual(['file_list']);
  });
});
