import type { ParityLine } from './parity-line.js';

/** Tags and the blacklist. */
export const lines: ParityLine[] = [
  { reference: 'WeChat.UserTag.create/2', served: 'userTag.create' },
  { reference: 'WeChat.UserTag.get/1', served: 'userTag.list' },
  { reference: 'WeChat.UserTag.update/3', served: 'userTag.update' },
  { reference: 'WeChat.UserTag.delete/2', served: 'userTag.delete' },
  { reference: 'WeChat.UserTag.get_tag_users/2', served: 'userTag.listMembers' },
  { reference: 'WeChat.UserTag.get_tag_users/3', served: 'userTag.listMembers' },
  { reference: 'WeChat.UserTag.batch_tagging_users/3', served: 'userTag.tag' },
  { reference: 'WeChat.UserTag.batch_untagging_users/3', served: 'userTag.untag' },
  { reference: 'WeChat.UserTag.get_user_tags/2', served: 'userTag.getOfUser' },
  { reference: 'WeChat.UserBlacklist.get_black_list/1', served: 'blacklist.list' },
  { reference: 'WeChat.UserBlacklist.get_black_list/2', served: 'blacklist.list' },
  { reference: 'WeChat.UserBlacklist.batch_blacklist/2', served: 'blacklist.add' },
  { reference: 'WeChat.UserBlacklist.batch_unblacklist/2', served: 'blacklist.remove' },
];
