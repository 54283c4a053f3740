import { createHash, randomBytes } from 'node:crypto';
import { type DriveFile, FILE, withAuth, withoutAuth } from '../../drive/drive.state.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const LIFE = 7_200_000;
/** A file that comes in one piece. */
const LARGEST = 10 * 1024 * 1024;
const CORPORATION = 2;
const ANYBODY = 3;

type Item = WorkAnswer<'POST /cgi-bin/wedrive/file_info'>['file_info'];

const urlOf = ({ id }: DriveFile): string => `https://drive.weixin.qq.com/s?k=${id}`;

function itemOf(file: DriveFile): Item {
  const { id, name, spaceId, fatherId, type, content, createdAt, changedAt } = file;
  const hash = (algorithm: string): string => createHash(algorithm).update(content).digest('hex');
  return {
    fileid: id,
    file_name: name,
    spaceid: spaceId,
    fatherid: fatherId,
    file_size: content.length,
    ctime: createdAt,
    mtime: changedAt,
    file_type: type,
    file_status: 1,
    ...(type === FILE ? { sha: hash('sha1'), md5: hash('md5') } : { url: urlOf(file) }),
  };
}

/** 1 and 2 by name, 3 and 4 by size, 5 and 6 by time; the even ones downwards. */
function inOrder(files: readonly DriveFile[], sort: number): DriveFile[] {
  const by = Math.ceil(sort / 2);
  const sorted = files.toSorted((one, other) => {
    if (by === 1) return one.name.localeCompare(other.name, 'zh-CN');
    return by === 2 ? one.content.length - other.content.length : one.changedAt - other.changedAt;
  });
  return sort % 2 === 0 ? sorted.toReversed() : sorted;
}

/** Where a call puts a file; without a folder it lies in the space itself. @throws {WorkRefusal} without a space */
function placeOf({
  spaceid,
  fatherid,
}: {
  spaceid?: string;
  fatherid?: string;
}): [space: string, father: string] {
  if (!spaceid) throw new WorkRefusal(40058, 'a selected_ticket is not played: give spaceid and fatherid');
  return [spaceid, fatherid ?? spaceid];
}

/** 微盘文件 · 文件权限 */
export const driveFilePage: WorkPage = {
  'POST /cgi-bin/wedrive/file_list': ({ caller: { corp }, body }) => {
    const { spaceid, fatherid, sort_type: sort, start, limit } = body;
    const files = inOrder(corp.drive.within(spaceid, fatherid), sort);
    const end = start + limit;
    return {
      has_more: end < files.length,
      next_start: end,
      file_list: { item: files.slice(start, end).map(itemOf) },
    };
  },
  'POST /cgi-bin/wedrive/file_upload': ({ caller: { corp }, body }) => {
    const content = Buffer.from(body.file_base64_content, 'base64');
    if (content.length > LARGEST) throw new WorkRefusal(45001);
    return { fileid: corp.drive.add(...placeOf(body), body.file_name, FILE, content).id };
  },
  'POST /cgi-bin/wedrive/file_upload_init': ({ caller: { corp }, body }) => {
    const [spaceId, fatherId] = placeOf(body);
    const begun = corp.drive.begin(
      { spaceId, fatherId, name: body.file_name, size: body.size },
      body.block_sha,
    );
    return 'file' in begun
      ? { hit_exist: true, fileid: begun.file.id }
      : { hit_exist: false, upload_key: begun.key };
  },
  'POST /cgi-bin/wedrive/file_upload_part': ({ caller: { corp }, body }) => {
    corp.drive.put(body.upload_key, body.index, Buffer.from(body.file_base64_content, 'base64'));
    return {};
  },
  'POST /cgi-bin/wedrive/file_upload_finish': ({ caller: { corp }, body }) => ({
    fileid: corp.drive.finish(body.upload_key).id,
  }),
  'POST /cgi-bin/wedrive/file_download': ({ caller: { corp }, shared, body }) => {
    if (!body.fileid) throw new WorkRefusal(40058, 'a selected_ticket is not played: give fileid');
    const { content, name } = corp.drive.file(body.fileid);
    const cookie = { name: 'authkey', value: randomBytes(24).toString('hex') };
    const expiresAt = shared.world.clock.now() + LIFE;
    const url = shared.files.serve({ content, filename: name, expiresAt, cookie });
    return { download_url: url, cookie_name: cookie.name, cookie_value: cookie.value };
  },
  'POST /cgi-bin/wedrive/file_create': ({ caller: { corp }, body }) => {
    const file = corp.drive.add(body.spaceid, body.fatherid, body.file_name, body.file_type);
    return { fileid: file.id, url: urlOf(file) };
  },
  'POST /cgi-bin/wedrive/file_rename': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    corp.drive.rename(file, body.new_name);
    return { file: itemOf(file) };
  },
  'POST /cgi-bin/wedrive/file_move': ({ caller: { corp }, body }) => {
    const files = body.fileid.map((id) => corp.drive.file(id));
    for (const file of files) corp.drive.move(file, body.fatherid, body.replace ?? false);
    return { file_list: { item: files.map(itemOf) } };
  },
  'POST /cgi-bin/wedrive/file_delete': ({ caller: { corp }, body }) => {
    const files = body.fileid.map((id) => corp.drive.file(id));
    for (const file of files) corp.drive.remove(file);
    return {};
  },
  'POST /cgi-bin/wedrive/file_info': ({ caller: { corp }, body }) => ({
    file_info: itemOf(corp.drive.file(body.fileid)),
  }),
  'POST /cgi-bin/wedrive/file_acl_add': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    file.auth = withAuth(file.auth, body.auth_info);
    return {};
  },
  'POST /cgi-bin/wedrive/file_acl_del': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    file.auth = withoutAuth(file.auth, body.auth_info);
    return {};
  },
  'POST /cgi-bin/wedrive/file_setting': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    file.scope = body.auth_scope;
    if (body.auth !== undefined) file.scopeAuth = body.auth;
    return {};
  },
  'POST /cgi-bin/wedrive/file_secure_setting': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    if (body.watermark) file.watermark = { ...file.watermark, ...body.watermark };
    return {};
  },
  'POST /cgi-bin/wedrive/file_share': ({ caller: { corp }, body }) => ({
    share_url: urlOf(corp.drive.file(body.fileid)),
  }),
  'POST /cgi-bin/wedrive/get_file_permission': ({ caller: { corp }, body }) => {
    const file = corp.drive.file(body.fileid);
    const { scope, scopeAuth, auth, spaceId, watermark } = file;
    return {
      share_range: {
        enable_corp_internal: scope === CORPORATION || scope === ANYBODY,
        corp_internal_auth: scopeAuth,
        enable_corp_external: scope === ANYBODY,
        corp_external_auth: scopeAuth,
      },
      secure_setting: {
        enable_readonly_copy: true,
        modify_only_by_admin: false,
        enable_readonly_comment: false,
        ban_share_external: corp.drive.space(spaceId).setting.ban_share_external,
      },
      inherit_father_auth: { auth_list: corp.drive.space(spaceId).auth, inherit: true },
      file_member_list: auth,
      ...(watermark
        ? {
            watermark: {
              text: '',
              margin_type: 1,
              show_text: false,
              show_visitor_name: false,
              force_by_admin: false,
              force_by_space_admin: false,
              ...watermark,
            },
          }
        : {}),
    };
  },
};
