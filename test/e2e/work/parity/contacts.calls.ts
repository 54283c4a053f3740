import { first, type ParityCalls } from './calls.interface.js';

const DEPARTMENT = 'WeChat.Work.Contacts.Department';
const TAG = 'WeChat.Work.Contacts.Tag';
const USER = 'WeChat.Work.Contacts.User';

export const calls: ParityCalls = {
  [`${DEPARTMENT}.create/3`]: ({ contacts }) =>
    contacts.departments.create({ id: 7, name: '广州研发中心', parentid: 1 }),
  [`${DEPARTMENT}.update/3`]: ({ contacts }) => contacts.departments.update({ id: 7, name: '深圳研发中心' }),
  [`${DEPARTMENT}.delete/3`]: ({ contacts }) => contacts.departments.delete(7),
  [`${DEPARTMENT}.list/2`]: ({ assistant }) => assistant.departments.list(),
  [`${DEPARTMENT}.list/3`]: ({ contacts }) => contacts.departments.list(1),
  [`${DEPARTMENT}.list_id/2`]: ({ assistant }) => assistant.departments.listIds(),
  [`${DEPARTMENT}.list_id/3`]: ({ contacts }) => contacts.departments.listIds(1),
  [`${DEPARTMENT}.get/3`]: ({ assistant }) => assistant.departments.get(1),

  [`${TAG}.create/3..4`]: ({ contacts }) => contacts.tags.create('UI', 12),
  [`${TAG}.update/4`]: ({ contacts }) => contacts.tags.update(12, 'UI design'),
  [`${TAG}.delete/3`]: ({ contacts }) => contacts.tags.delete(13),
  [`${TAG}.list_user/3`]: ({ contacts }) => contacts.tags.get(12),
  [`${TAG}.add_user/5`]: ({ contacts }) =>
    contacts.tags.addUsers(12, { userIds: ['zhangsan'], partyIds: [1] }),
  [`${TAG}.delete_user/5`]: ({ contacts }) => contacts.tags.deleteUsers(12, { userIds: ['zhangsan'] }),
  [`${TAG}.list/2`]: ({ contacts }) => contacts.tags.list(),

  [`${USER}.create/3`]: ({ contacts }) =>
    contacts.users.create({ userid: 'wangwu', name: '王五', mobile: '13800000005', department: [1] }),
  [`${USER}.get/3`]: ({ assistant }) => assistant.users.get('zhangsan'),
  [`${USER}.update/3`]: ({ contacts }) => contacts.users.update({ userid: 'wangwu', position: '产品经理' }),
  [`${USER}.delete/3`]: ({ contacts }) => contacts.users.delete('wangwu'),
  [`${USER}.batch_delete/3`]: ({ contacts }) => contacts.users.batchDelete(['zhaoliu', 'sunqi']),
  [`${USER}.list_department_users/3`]: ({ assistant }) => assistant.users.listNames(1),
  [`${USER}.list_department_users_detail/3`]: ({ assistant }) => assistant.users.list(1),
  [`${USER}.userid2openid/3`]: ({ assistant }) => assistant.users.convertToOpenid('zhangsan'),
  [`${USER}.openid2userid/3`]: ({ assistant }) => assistant.users.convertToUserId('openid'),
  [`${USER}.join_confirm/3`]: ({ assistant }) => assistant.users.confirm('zhangsan'),
  [`${USER}.batch_invite/5`]: ({ contacts }) =>
    contacts.users.invite({ userIds: ['zhangsan'], partyIds: [1], tagIds: [12] }),
  [`${USER}.get_join_qrcode/3`]: ({ contacts }) => contacts.users.getJoinQrCode(3),
  [`${USER}.get_userid/3`]: ({ assistant }) => assistant.users.getIdByMobile('13800000000'),
  [`${USER}.get_userid_by_email/3..4`]: ({ assistant }) =>
    assistant.users.getIdByEmail('zhangsan@example.com', 'personal'),
  [`${USER}.list_id/2..4`]: ({ contacts }) => first(contacts.users.listIds()),
};
