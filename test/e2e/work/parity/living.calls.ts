import { first, type ParityCalls } from './calls.interface.js';

const LIVING = 'WeChat.Work.Living';

export const calls: ParityCalls = {
  [`${LIVING}.create/3`]: ({ assistant }) =>
    assistant.livings.create({
      anchor_userid: 'zhangsan',
      theme: '新品发布',
      living_start: 1_800_000_000,
      living_duration: 3600,
    }),
  [`${LIVING}.modify/3`]: ({ assistant }) => assistant.livings.modify('livingid', { theme: '发布会' }),
  [`${LIVING}.get_info/3`]: ({ assistant }) => assistant.livings.get('livingid'),
  [`${LIVING}.cancel/3`]: ({ assistant }) => assistant.livings.cancel('livingid'),
  [`${LIVING}.delete_replay/3`]: ({ assistant }) => assistant.livings.deleteReplay('livingid'),
  [`${LIVING}.get_living_code/4`]: ({ assistant }) => assistant.livings.getCode('livingid', 'openid'),
  [`${LIVING}.list_user_living_ids/3..5`]: ({ assistant }) => first(assistant.livings.listIds('zhangsan')),
  [`${LIVING}.get_watch_stat/3..4`]: ({ assistant }) => first(assistant.livings.listViewers('livingid')),
  [`${LIVING}.get_living_share_info/3`]: ({ assistant }) => assistant.livings.getShareInfo('CODE'),
};
