import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uploadFrom } from 'nestjs-wechat-sdk';
import type { WorkWeDrive } from 'nestjs-wechat-sdk/work';
import { callsWhile, lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';
import { first } from './parity/calls.interface.js';

/** What is asked, what of it goes over the wire, and what comes back: the sandbox fills in its facts. */
type Asked = readonly [
  act: (drive: WorkWeDrive) => Promise<unknown>,
  call: string,
  body: object,
  answer: unknown,
];

const MIB = 1024 * 1024;
const WHO = [{ type: 1, userid: 'lisi', auth: 1 }];
const COFFEE = { content: Buffer.from('咖啡'), filename: '咖啡.txt' };

let work: StartedWork;
let drive: WorkWeDrive;
beforeAll(async () => {
  work = await startWork();
  drive = work.assistant.weDrive;
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

function expectEach(cases: Readonly<Record<string, Asked>>): void {
  it.each(Object.entries(cases))('%s', async (_, [act, call, body, answer]) => {
    const given = await act(drive);
    const { route, body: sent } = lastRequest(work.sandbox);
    expect({ route, sent }).toEqual({ route: `POST /cgi-bin/wedrive/${call}`, sent: body });
    if (answer === undefined) expect(given).toBeUndefined();
    else if (typeof answer === 'object') expect(given).toMatchObject(answer as object);
    else expect(given).toBe(answer);
  });
}

describe('Spaces of WeDrive', () => {
  expectEach({
    'are created': [
      ({ spaces }) => spaces.create({ space_name: '合同', auth_info: WHO }),
      'space_create',
      { space_name: '合同', auth_info: WHO },
      'spaceid',
    ],
    'are renamed': [
      ({ spaces }) => spaces.rename('space', '新名'),
      'space_rename',
      { spaceid: 'space', space_name: '新名' },
      undefined,
    ],
    'are dismissed by somebody': [
      ({ spaces }) => spaces.dismiss('space', 'zhangsan'),
      'space_dismiss',
      { spaceid: 'space', userid: 'zhangsan' },
      undefined,
    ],
    'are looked at': [
      ({ spaces }) => spaces.info('space'),
      'space_info',
      { spaceid: 'space' },
      { spaceid: 'spaceid', auth_list: { auth_info: [{ type: 1 }] } },
    ],
    'let members in': [
      ({ spaceAcl }) => spaceAcl.add('space', WHO),
      'space_acl_add',
      { spaceid: 'space', auth_info: WHO },
      undefined,
    ],
    'put departments out': [
      ({ spaceAcl }) => spaceAcl.delete('space', [{ type: 2, departmentid: 1 }], 'zhangsan'),
      'space_acl_del',
      { spaceid: 'space', auth_info: [{ type: 2, departmentid: 1 }], userid: 'zhangsan' },
      undefined,
    ],
    'have settings': [
      ({ spaceAcl }) => spaceAcl.setting('space', { enable_watermark: true }),
      'space_setting',
      { spaceid: 'space', enable_watermark: true },
      undefined,
    ],
    'have settings to look at': [
      ({ spaceAcl }) => spaceAcl.info('space'),
      'new_space_info',
      { spaceid: 'space' },
      { secure_setting: { enable_watermark: true } },
    ],
    'have a link': [
      ({ spaceAcl }) => spaceAcl.share('space'),
      'space_share',
      { spaceid: 'space' },
      'https://example.com/',
    ],
  });
});

describe('Files of WeDrive', () => {
  expectEach({
    'are listed': [
      ({ files }) => first(files.list('space', { fatherid: 'folder', sortType: 6 })),
      'file_list',
      { spaceid: 'space', fatherid: 'folder', sort_type: 6, start: 0, limit: 1000 },
      { fileid: 'fileid' },
    ],
    'are put there': [
      ({ files }) => files.upload({ spaceid: 'space', fatherid: 'folder' }, COFFEE, { userid: 'zhangsan' }),
      'file_upload',
      {
        spaceid: 'space',
        fatherid: 'folder',
        file_name: '咖啡.txt',
        file_base64_content: '5ZKW5ZWh',
        userid: 'zhangsan',
      },
      'fileid',
    ],
    'are fetched at an address': [
      ({ files }) => files.download('file'),
      'file_download',
      { fileid: 'file' },
      { download_url: 'https://example.com/', cookie_name: 'cookie_name', cookie_value: 'cookie_value' },
    ],
    'are fetched where a member chose them': [
      ({ files }) => files.download({ selected_ticket: 'ticket' }),
      'file_download',
      { selected_ticket: 'ticket' },
      { download_url: 'https://example.com/' },
    ],
    'lie in folders': [
      ({ files }) => files.create('space', 1, '合同'),
      'file_create',
      { spaceid: 'space', fatherid: 'space', file_type: 1, file_name: '合同' },
      { fileid: 'fileid' },
    ],
    'are renamed': [
      ({ files }) => files.rename('file', '新名.txt'),
      'file_rename',
      { fileid: 'file', new_name: '新名.txt' },
      { fileid: 'fileid' },
    ],
    'are moved, and take nobody’s place': [
      ({ files }) => files.move('folder', ['file']),
      'file_move',
      { fatherid: 'folder', fileid: ['file'], replace: false },
      [{ fileid: 'fileid' }],
    ],
    'are deleted': [
      ({ files }) => files.delete(['file'], 'zhangsan'),
      'file_delete',
      { fileid: ['file'], userid: 'zhangsan' },
      undefined,
    ],
    'are looked at': [
      ({ files }) => files.info('file'),
      'file_info',
      { fileid: 'file' },
      { fileid: 'fileid', file_name: 'file_name' },
    ],
    'are shown to members': [
      ({ fileAcl }) => fileAcl.add('file', WHO),
      'file_acl_add',
      { fileid: 'file', auth_info: WHO },
      undefined,
    ],
    'are kept from members': [
      ({ fileAcl }) => fileAcl.delete('file', [{ type: 1, userid: 'lisi' }]),
      'file_acl_del',
      { fileid: 'file', auth_info: [{ type: 1, userid: 'lisi' }] },
      undefined,
    ],
    'have a link that is good for some': [
      ({ fileAcl }) => fileAcl.setting('file', { auth_scope: 2, auth: 1 }),
      'file_setting',
      { fileid: 'file', auth_scope: 2, auth: 1 },
      undefined,
    ],
    'have a link': [
      ({ fileAcl }) => fileAcl.share('file'),
      'file_share',
      { fileid: 'file' },
      'https://example.com/',
    ],
    'are for some to read and for others to change': [
      ({ fileAcl }) => fileAcl.getPermission('file'),
      'get_file_permission',
      { fileid: 'file' },
      { share_range: { enable_corp_internal: true } },
    ],
    'have a watermark': [
      ({ fileAcl }) => fileAcl.secureSetting('file', { text: '内部资料', margin_type: 1 }),
      'file_secure_setting',
      { fileid: 'file', watermark: { text: '内部资料', margin_type: 1 } },
      undefined,
    ],
  });

  describe('that are large', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'we-drive-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('are found there by their hashes', async () => {
      const path = join(folder, 'film.mp4');
      await writeFile(path, Buffer.alloc(3 * MIB, 'coffee'));
      const calls = await callsWhile(work.sandbox, () =>
        drive.files.upload({ spaceid: 'space' }, () => uploadFrom(path)),
      );
      // the sandbox has every file
      expect(calls).toEqual(['file_upload_init']);
      expect(lastRequest(work.sandbox).body).toMatchObject({
        spaceid: 'space',
        fatherid: 'space',
        file_name: 'film.mp4',
        size: 3 * MIB,
        block_sha: [expect.stringMatching(/^[\da-f]{40}$/), expect.stringMatching(/^[\da-f]{40}$/)],
      });
    });

    it('are told of where they cannot be opened', async () => {
      const upload = drive.files.upload({ spaceid: 'space' }, () => uploadFrom(join(folder, 'none.mp4')));
      await expect(upload).rejects.toMatchObject({ code: 'ENOENT' });
      expect(work.sandbox.requests).toEqual([]);
    });
  });
});
