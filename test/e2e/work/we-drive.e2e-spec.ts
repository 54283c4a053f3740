import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uploadFrom } from 'nestjs-wechat-sdk';
import type { WorkWeDrive } from 'nestjs-wechat-sdk/work';
import { callsWhile, lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';
import { first } from './parity/calls.interface.js';

/** What is asked, what of it goes over the wire, and what comes back. */
type Asked = readonly [
  act: (drive: WorkWeDrive) => Promise<unknown>,
  call: string,
  body: object,
  answer: unknown,
];

const MIB = 1024 * 1024;
const WHO = [{ type: 1, userid: 'lisi', auth: 1 }];
const COFFEE = { content: Buffer.from('咖啡'), filename: '咖啡.txt' };

/** What is there before each test. */
async function make({ spaces, files }: WorkWeDrive) {
  const space = await spaces.create({ space_name: '合同', auth_info: WHO });
  const { fileid: folder } = await files.create(space, 1, '旧的');
  const file = await files.upload({ spaceId: space, fatherId: folder }, COFFEE);
  return { space, folder, file };
}
type Made = Awaited<ReturnType<typeof make>>;

let work: StartedWork;
let drive: WorkWeDrive;
let made: Made;
beforeAll(async () => {
  work = await startWork();
  drive = work.assistant.weDrive;
});
beforeEach(async () => {
  made = await make(drive);
  work.sandbox.reset();
});
afterAll(() => work.close());

function expectEach(casesOf: (given: Made) => Readonly<Record<string, Asked>>): void {
  it.each(Object.keys(casesOf({} as Made)))('%s', async (name) => {
    const [act, call, body, answer] = casesOf(made)[name] as Asked;
    const given = await act(drive);
    const { route, body: sent } = lastRequest(work.sandbox);
    expect({ route, sent }).toEqual({ route: `POST /cgi-bin/wedrive/${call}`, sent: body });
    if (answer === undefined) expect(given).toBeUndefined();
    else expect({ given }).toMatchObject({ given: answer });
  });
}

describe('Spaces of WeDrive', () => {
  expectEach((made) => ({
    'are created': [
      ({ spaces }) => spaces.create({ space_name: '合同', auth_info: WHO }),
      'space_create',
      { space_name: '合同', auth_info: WHO },
      expect.any(String),
    ],
    'are renamed': [
      ({ spaces }) => spaces.rename(made.space, '新名'),
      'space_rename',
      { spaceid: made.space, space_name: '新名' },
      undefined,
    ],
    'are dismissed by somebody': [
      ({ spaces }) => spaces.dismiss(made.space, 'zhangsan'),
      'space_dismiss',
      { spaceid: made.space, userid: 'zhangsan' },
      undefined,
    ],
    'are looked at': [
      ({ spaces }) => spaces.info(made.space),
      'space_info',
      { spaceid: made.space },
      { spaceid: made.space, auth_list: { auth_info: WHO } },
    ],
    'let members in': [
      ({ spaceAcl }) => spaceAcl.add(made.space, WHO),
      'space_acl_add',
      { spaceid: made.space, auth_info: WHO },
      undefined,
    ],
    'put departments out': [
      ({ spaceAcl }) => spaceAcl.delete(made.space, [{ type: 2, departmentid: 1 }], 'zhangsan'),
      'space_acl_del',
      { spaceid: made.space, auth_info: [{ type: 2, departmentid: 1 }], userid: 'zhangsan' },
      undefined,
    ],
    'have settings': [
      ({ spaceAcl }) => spaceAcl.setting(made.space, { enable_watermark: true }),
      'space_setting',
      { spaceid: made.space, enable_watermark: true },
      undefined,
    ],
    'have settings to look at': [
      ({ spaceAcl }) => spaceAcl.info(made.space),
      'new_space_info',
      { spaceid: made.space },
      { secure_setting: { enable_watermark: false } },
    ],
    'have a link': [
      ({ spaceAcl }) => spaceAcl.share(made.space),
      'space_share',
      { spaceid: made.space },
      expect.stringMatching(/^https:/),
    ],
  }));
});

describe('Files of WeDrive', () => {
  expectEach((made) => ({
    'are listed': [
      ({ files }) => first(files.list(made.space, { fatherId: made.folder, sortType: 6 })),
      'file_list',
      { spaceid: made.space, fatherid: made.folder, sort_type: 6, start: 0, limit: 1000 },
      { fileid: made.file, file_name: '咖啡.txt' },
    ],
    'are put there': [
      ({ files }) =>
        files.upload({ spaceId: made.space, fatherId: made.folder }, COFFEE, { userId: 'zhangsan' }),
      'file_upload',
      {
        spaceid: made.space,
        fatherid: made.folder,
        file_name: '咖啡.txt',
        file_base64_content: '5ZKW5ZWh',
        userid: 'zhangsan',
      },
      expect.any(String),
    ],
    'are fetched at an address': [
      ({ files }) => files.download(made.file),
      'file_download',
      { fileid: made.file },
      {
        download_url: expect.stringMatching(/^http:/),
        cookie_name: 'authkey',
        cookie_value: expect.any(String),
      },
    ],
    'lie in folders': [
      ({ files }) => files.create(made.space, 1, '合同'),
      'file_create',
      { spaceid: made.space, fatherid: made.space, file_type: 1, file_name: '合同' },
      { fileid: expect.any(String) },
    ],
    'are renamed': [
      ({ files }) => files.rename(made.file, '新名.txt'),
      'file_rename',
      { fileid: made.file, new_name: '新名.txt' },
      { fileid: made.file, file_name: '新名.txt' },
    ],
    'are moved, and take nobody’s place': [
      ({ files }) => files.move(made.space, [made.file]),
      'file_move',
      { fatherid: made.space, fileid: [made.file], replace: false },
      [{ fileid: made.file, fatherid: made.space }],
    ],
    'are deleted': [
      ({ files }) => files.delete([made.file], 'zhangsan'),
      'file_delete',
      { fileid: [made.file], userid: 'zhangsan' },
      undefined,
    ],
    'are looked at': [
      ({ files }) => files.info(made.file),
      'file_info',
      { fileid: made.file },
      { fileid: made.file, file_name: '咖啡.txt', file_size: 6, fatherid: made.folder },
    ],
    'are shown to members': [
      ({ fileAcl }) => fileAcl.add(made.file, WHO),
      'file_acl_add',
      { fileid: made.file, auth_info: WHO },
      undefined,
    ],
    'are kept from members': [
      ({ fileAcl }) => fileAcl.delete(made.file, [{ type: 1, userid: 'lisi' }]),
      'file_acl_del',
      { fileid: made.file, auth_info: [{ type: 1, userid: 'lisi' }] },
      undefined,
    ],
    'have a link that is good for some': [
      ({ fileAcl }) => fileAcl.setting(made.file, { auth_scope: 2, auth: 1 }),
      'file_setting',
      { fileid: made.file, auth_scope: 2, auth: 1 },
      undefined,
    ],
    'have a link': [
      ({ fileAcl }) => fileAcl.share(made.file),
      'file_share',
      { fileid: made.file },
      expect.stringMatching(/^https:/),
    ],
    'are for some to read and for others to change': [
      ({ fileAcl }) => fileAcl.getPermission(made.file),
      'get_file_permission',
      { fileid: made.file },
      { share_range: { enable_corp_internal: false }, file_member_list: [] },
    ],
    'have a watermark': [
      ({ fileAcl }) => fileAcl.secureSetting(made.file, { text: '内部资料', margin_type: 1 }),
      'file_secure_setting',
      { fileid: made.file, watermark: { text: '内部资料', margin_type: 1 } },
      undefined,
    ],
  }));

  it('are fetched where a member chose them', async () => {
    work.sandbox.fail('POST /cgi-bin/wedrive/file_download', { errcode: 640_002 });
    await expect(drive.files.download({ selectedTicket: 'ticket' })).rejects.toMatchObject({
      errcode: 640_002,
    });
    expect(lastRequest(work.sandbox).route).toBe('POST /cgi-bin/wedrive/file_download');
    work.sandbox.reset();
  });

  describe('that are large', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'we-drive-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('come in parts, and are found there by their hashes the next time', async () => {
      const path = join(folder, 'film.mp4');
      await writeFile(path, Buffer.alloc(3 * MIB, 'coffee'));
      const upload = () => drive.files.upload({ spaceId: made.space }, () => uploadFrom(path));
      const calls = await callsWhile(work.sandbox, upload);
      expect(calls).toEqual([
        'file_upload_init',
        'file_upload_part',
        'file_upload_part',
        'file_upload_finish',
      ]);
      expect(await callsWhile(work.sandbox, upload)).toEqual(['file_upload_init']);
      expect(lastRequest(work.sandbox).body).toMatchObject({
        spaceid: made.space,
        fatherid: made.space,
        file_name: 'film.mp4',
        size: 3 * MIB,
        block_sha: [expect.stringMatching(/^[\da-f]{40}$/), expect.stringMatching(/^[\da-f]{40}$/)],
      });
    });

    it('come back whole', async () => {
      const bytes = Buffer.alloc(3 * MIB, 'tea');
      const path = join(folder, 'tea.mp4');
      await writeFile(path, bytes);
      const file = await drive.files.upload({ spaceId: made.space }, () => uploadFrom(path));
      const { download_url: url, cookie_name: name, cookie_value: value } = await drive.files.download(file);
      const response = await fetch(url, { headers: { cookie: `${name}=${value}` } });
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      expect((await fetch(url)).status).toBe(403);
    });

    it('are told of where they cannot be opened', async () => {
      const upload = drive.files.upload({ spaceId: made.space }, () => uploadFrom(join(folder, 'none.mp4')));
      await expect(upload).rejects.toMatchObject({ code: 'ENOENT' });
      expect(work.sandbox.requests).toEqual([]);
    });
  });
});
