import { type DriveSpace, withAuth, withoutAuth } from '../../drive/drive.state.js';
import type { WorkPage } from '../work-call.interface.js';

const infoOf = ({ id, name, auth, subType }: DriveSpace) => ({
  spaceid: id,
  space_name: name,
  auth_list: { auth_info: auth, quit_userid: [] },
  space_sub_type: subType,
});

/** 微盘空间 · 空间权限 */
export const driveSpacePage: WorkPage = {
  'POST /cgi-bin/wedrive/space_create': ({ caller: { corp }, body }) => ({
    spaceid: corp.drive.addSpace(body.space_name, body.auth_info ?? [], body.space_sub_type ?? 0).id,
  }),
  'POST /cgi-bin/wedrive/space_rename': ({ caller: { corp }, body }) => {
    corp.drive.space(body.spaceid).name = body.space_name;
    return {};
  },
  'POST /cgi-bin/wedrive/space_dismiss': ({ caller: { corp }, body }) => {
    corp.drive.dismiss(corp.drive.space(body.spaceid));
    return {};
  },
  'POST /cgi-bin/wedrive/space_info': ({ caller: { corp }, body }) => ({
    space_info: infoOf(corp.drive.space(body.spaceid)),
  }),
  'POST /cgi-bin/wedrive/new_space_info': ({ caller: { corp }, body }) => {
    const space = corp.drive.space(body.spaceid);
    return { space_info: { ...infoOf(space), secure_setting: space.setting } };
  },
  'POST /cgi-bin/wedrive/space_acl_add': ({ caller: { corp }, body }) => {
    const space = corp.drive.space(body.spaceid);
    space.auth = withAuth(space.auth, body.auth_info);
    return {};
  },
  'POST /cgi-bin/wedrive/space_acl_del': ({ caller: { corp }, body }) => {
    const space = corp.drive.space(body.spaceid);
    space.auth = withoutAuth(space.auth, body.auth_info);
    return {};
  },
  'POST /cgi-bin/wedrive/space_setting': ({
    caller: { corp },
    body: { spaceid: id, userid: _who, ...setting },
  }) => {
    const space = corp.drive.space(id);
    space.setting = { ...space.setting, ...setting };
    return {};
  },
  'POST /cgi-bin/wedrive/space_share': ({ caller: { corp }, body }) => ({
    space_share_url: `https://drive.weixin.qq.com/s?k=${corp.drive.space(body.spaceid).id}`,
  }),
};
