import type { WorkKfContent } from 'nestjs-wechat-sdk/work';
import type { StartedWork } from '../../../src/start-work.js';
import { first, type ParityCalls } from './calls.interface.js';

const ACCOUNT = 'WeChat.Work.KF.Account';
const CUSTOMER = 'WeChat.Work.KF.Customer';
const MESSAGE = 'WeChat.Work.KF.Message';
const MENU = {
  head_content: '您对本次服务是否满意呢？',
  list: [{ type: 'click' as const, click: { id: '101', content: '满意' } }],
};

/** An account where a customer waits for an answer. */
async function answer(
  { console, kf }: StartedWork,
  content: string | WorkKfContent,
  msgId?: string,
): Promise<void> {
  const account = console.kfAccount();
  const customer = console.customer();
  await customer.sayToKf(account, '在吗');
  await kf.kf.messages.send(account.openKfId, customer.externalUserId, content, msgId);
}

const media = ({ kf }: StartedWork, type: 'image' | 'voice' | 'video' | 'file'): Promise<string> =>
  kf.media.upload(type, { content: Buffer.from('bytes enough'), filename: `it.${EXTENSIONS[type]}` });
const EXTENSIONS = { image: 'png', voice: 'amr', video: 'mp4', file: 'txt' } as const;

export const calls: ParityCalls = {
  [`${ACCOUNT}.add/4`]: async (work) => work.kf.kf.accounts.add('售前客服', await media(work, 'image')),
  [`${ACCOUNT}.delete/3`]: ({ kf, console }) => kf.kf.accounts.delete(console.kfAccount().openKfId),
  [`${ACCOUNT}.update/4`]: ({ kf, console }) =>
    kf.kf.accounts.update(console.kfAccount().openKfId, { name: '售后客服' }),
  [`${ACCOUNT}.list/2`]: ({ kf }) => first(kf.kf.accounts.list()),
  [`${ACCOUNT}.add_contact_way/3..4`]: ({ kf, console }) =>
    kf.kf.accounts.addContactWay(console.kfAccount().openKfId, 'poster'),

  [`${CUSTOMER}.get_customer_info/3`]: ({ kf, console }) =>
    kf.kf.customers.batchGet([console.customer().externalUserId]),

  [`${MESSAGE}.sync_msg/3`]: ({ kf, console }) => first(kf.kf.messages.sync(console.kfAccount().openKfId)),
  [`${MESSAGE}.send_message/3`]: (work) => answer(work, { msgtype: 'text', text: { content: '您好' } }),
  [`${MESSAGE}.send_message/6..7`]: (work) =>
    answer(work, { msgtype: 'text', text: { content: '您好' } }, 'MSG_1'),
  [`${MESSAGE}.send_text/5..6`]: (work) => answer(work, '您好'),
  [`${MESSAGE}.send_image/5..6`]: async (work) =>
    answer(work, { msgtype: 'image', image: { media_id: await media(work, 'image') } }),
  [`${MESSAGE}.send_voice/5..6`]: async (work) =>
    answer(work, { msgtype: 'voice', voice: { media_id: await media(work, 'voice') } }),
  [`${MESSAGE}.send_video/7..8`]: async (work) =>
    answer(work, { msgtype: 'video', video: { media_id: await media(work, 'video') } }),
  [`${MESSAGE}.send_file/5..6`]: async (work) =>
    answer(work, { msgtype: 'file', file: { media_id: await media(work, 'file') } }),
  [`${MESSAGE}.send_link/5..6`]: async (work) =>
    answer(work, {
      msgtype: 'link',
      link: {
        title: '企业如何增长？',
        url: 'https://example.com',
        thumb_media_id: await media(work, 'image'),
      },
    }),
  [`${MESSAGE}.send_mini_program/5..6`]: async (work) =>
    answer(work, {
      msgtype: 'miniprogram',
      miniprogram: {
        appid: 'wx0123456789abcdef',
        title: '欢迎报名夏令营',
        thumb_media_id: await media(work, 'image'),
        pagepath: 'pages/index/index',
      },
    }),
  [`${MESSAGE}.send_menu/5..6`]: (work) => answer(work, { msgtype: 'msgmenu', msgmenu: MENU }),
  [`${MESSAGE}.send_location/5..6`]: (work) =>
    answer(work, { msgtype: 'location', location: { latitude: 39.9, longitude: 116.4, name: '天安门' } }),
  [`${MESSAGE}.send_msg_on_event/5..6`]: ({ kf }) => kf.kf.messages.sendOnEvent('CODE', '您好', 'MSG_2'),
  [`${MESSAGE}.send_text_on_event/4..5`]: ({ kf }) => kf.kf.messages.sendOnEvent('CODE', '您好'),
  [`${MESSAGE}.send_menu_on_event/4..5`]: ({ kf }) =>
    kf.kf.messages.sendOnEvent('CODE', { msgtype: 'msgmenu', msgmenu: MENU }),
};
