import { workMessage, type WorkChatContent } from 'nestjs-wechat-sdk/work';
import type { StartedWork } from '../../../src/start-work.js';
import type { ParityCalls } from './calls.interface.js';

const APP = 'WeChat.Work.App';
const CHAT = 'WeChat.Work.App.Chat';
const MENU = 'WeChat.Work.App.Menu';
const WORKBENCH = 'WeChat.Work.App.Workbench';

const LOGIN = { redirectUri: 'https://shop.example.com/in', state: 'state' };
const PICTURE = { type: 'image', image: { url: 'https://shop.example.com/1.png' } } as const;

const say =
  (content: WorkChatContent, options?: { safe?: 0 | 1 }) =>
  ({ assistant }: StartedWork): Promise<void> =>
    assistant.appChats.send('chat', content, options);

export const calls: ParityCalls = {
  [`${APP}.get/2`]: ({ assistant }) => assistant.app.get(),
  [`${APP}.list/2`]: ({ assistant }) => assistant.app.list(),
  [`${APP}.set/2..3`]: ({ assistant }) => assistant.app.set({ description: '小助手' }),
  [`${APP}.qr_connect_url/3..5`]: async ({ assistant }) => assistant.login.qrUrl({ ...LOGIN, lang: 'zh' }),
  [`${APP}.qr_connect_opts/3..4`]: async ({ assistant }) => assistant.login.qrOptions(LOGIN),
  [`${APP}.sso_user_info/3`]: ({ assistant }) => assistant.login.getUserInfo('code'),

  [`${CHAT}.create/3..4`]: ({ assistant }) =>
    assistant.appChats.create(['zhangsan', 'lisi'], { name: '午饭', chatid: 'chat' }),
  [`${CHAT}.update/3..4`]: ({ assistant }) => assistant.appChats.update('chat', { name: '晚饭' }),
  [`${CHAT}.get/3`]: ({ assistant }) => assistant.appChats.get('chat'),
  [`${CHAT}.send/3..4`]: say({ msgtype: 'text', text: { content: '你好' } }),
  [`${CHAT}.send/5..6`]: say({ msgtype: 'markdown', markdown: { content: '**你好**' } }, { safe: 1 }),
  [`${CHAT}.send_text/4..5`]: say(workMessage.text('你好')),
  [`${CHAT}.send_image/4..5`]: say(workMessage.image('media')),
  [`${CHAT}.send_voice/4..5`]: say(workMessage.voice('media')),
  [`${CHAT}.send_video/6..7`]: say(workMessage.video('media', { title: '标题', description: '描述' })),
  [`${CHAT}.send_file/4..5`]: say(workMessage.file('media')),
  [`${CHAT}.send_text_card/7..8`]: say(
    workMessage.textCard({
      title: '标题',
      description: '描述',
      url: 'https://shop.example.com',
      btntxt: '更多',
    }),
  ),
  [`${CHAT}.send_news/4..5`]: say(workMessage.news([{ title: '标题', url: 'https://shop.example.com' }])),
  [`${CHAT}.send_mpnews/4..5`]: say(
    workMessage.mpNews([{ title: '标题', thumb_media_id: 'media', content: '内容' }]),
  ),
  [`${CHAT}.send_markdown/4..5`]: say(workMessage.markdown('**你好**')),

  [`${MENU}.create/2..3`]: ({ assistant }) =>
    assistant.menu.create([
      { type: 'click', name: '今日歌曲', key: 'song' },
      { name: '更多', sub_button: [{ type: 'view', name: '首页', url: 'https://shop.example.com' }] },
    ]),
  [`${MENU}.get/2`]: ({ assistant }) => assistant.menu.get(),
  [`${MENU}.delete/2`]: ({ assistant }) => assistant.menu.delete(),

  [`${WORKBENCH}.set_template/4..5`]: ({ assistant }) =>
    assistant.workbench.setTemplate(PICTURE, { replaceUserData: true }),
  [`${WORKBENCH}.get_template/2`]: ({ assistant }) => assistant.workbench.getTemplate(),
  [`${WORKBENCH}.set_data/5..6`]: ({ assistant }) => assistant.workbench.setData('zhangsan', PICTURE),
};
