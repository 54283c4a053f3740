import { first, type ParityCalls } from './calls.interface.js';

const WHO = [{ type: 1, userid: 'lisi', auth: 1 }];
const FILE_ACL = 'WeChat.Work.WeDrive.FileACL';
const FILES = 'WeChat.Work.WeDrive.FileManagement';
const SPACE_ACL = 'WeChat.Work.WeDrive.SpaceACL';
const SPACES = 'WeChat.Work.WeDrive.SpaceManagement';

export const calls: ParityCalls = {
  [`${FILE_ACL}.add/5`]: ({ assistant }) => assistant.weDrive.fileAcl.add('file', WHO, 'zhangsan'),
  [`${FILE_ACL}.delete/5`]: ({ assistant }) =>
    assistant.weDrive.fileAcl.delete('file', [{ type: 2, departmentid: 1 }], 'zhangsan'),
  [`${FILE_ACL}.setting/6`]: ({ assistant }) =>
    assistant.weDrive.fileAcl.setting('file', { auth_scope: 2, auth: 1, userid: 'zhangsan' }),
  [`${FILE_ACL}.share/4`]: ({ assistant }) => assistant.weDrive.fileAcl.share('file', 'zhangsan'),
  [`${FILE_ACL}.get_file_permission/3`]: ({ assistant }) => assistant.weDrive.fileAcl.getPermission('file'),
  [`${FILE_ACL}.file_secure_setting/3..4`]: ({ assistant }) =>
    assistant.weDrive.fileAcl.secureSetting('file', { text: '内部资料', margin_type: 1 }),

  [`${FILES}.list/5..8`]: ({ assistant }) =>
    first(assistant.weDrive.files.list('space', { fatherId: 'folder', sortType: 6, userId: 'zhangsan' })),
  [`${FILES}.upload/7`]: ({ assistant }) =>
    assistant.weDrive.files.upload(
      { spaceId: 'space', fatherId: 'folder' },
      { content: Buffer.from('咖啡'), filename: '咖啡.txt' },
      { userId: 'zhangsan' },
    ),
  [`${FILES}.download/4`]: ({ assistant }) => assistant.weDrive.files.download('file', 'zhangsan'),
  [`${FILES}.create/7`]: ({ assistant }) =>
    assistant.weDrive.files.create('space', 1, '合同', 'folder', 'zhangsan'),
  [`${FILES}.rename/5`]: ({ assistant }) => assistant.weDrive.files.rename('file', '新名.txt', 'zhangsan'),
  [`${FILES}.move/5..6`]: ({ assistant }) =>
    assistant.weDrive.files.move('folder', ['file'], { replace: true, userId: 'zhangsan' }),
  [`${FILES}.delete/4`]: ({ assistant }) => assistant.weDrive.files.delete(['file'], 'zhangsan'),
  [`${FILES}.info/4`]: ({ assistant }) => assistant.weDrive.files.info('file', 'zhangsan'),

  [`${SPACE_ACL}.add/5`]: ({ assistant }) => assistant.weDrive.spaceAcl.add('space', WHO, 'zhangsan'),
  [`${SPACE_ACL}.delete/5`]: ({ assistant }) =>
    assistant.weDrive.spaceAcl.delete('space', [{ type: 1, userid: 'lisi' }], 'zhangsan'),
  [`${SPACE_ACL}.setting/5`]: ({ assistant }) =>
    assistant.weDrive.spaceAcl.setting('space', { enable_watermark: true, userid: 'zhangsan' }),
  [`${SPACE_ACL}.share/4`]: ({ assistant }) => assistant.weDrive.spaceAcl.share('space', 'zhangsan'),
  [`${SPACE_ACL}.info/3`]: ({ assistant }) => assistant.weDrive.spaceAcl.info('space'),

  [`${SPACES}.create/3`]: ({ assistant }) =>
    assistant.weDrive.spaces.create({ space_name: '合同', auth_info: WHO }),
  [`${SPACES}.rename/5`]: ({ assistant }) => assistant.weDrive.spaces.rename('space', '新名', 'zhangsan'),
  [`${SPACES}.dismiss/4`]: ({ assistant }) => assistant.weDrive.spaces.dismiss('space', 'zhangsan'),
  [`${SPACES}.info/4`]: ({ assistant }) => assistant.weDrive.spaces.info('space', 'zhangsan'),
};
