import { uploadFrom } from 'nestjs-wechat-sdk';
import {
  workMessage,
  type WorkMessageContent,
  type WorkMessageOptions,
  type WorkRecipients,
} from 'nestjs-wechat-sdk/work';
import type { StartedWork } from '../../../src/start-work.js';
import type { ParityCalls } from './calls.interface.js';

const MATERIAL = 'WeChat.Work.Material';
const MESSAGE = 'WeChat.Work.Message';
const ZHANG: WorkRecipients = { userIds: ['zhangsan'] };
const FILE = { content: Buffer.from('a,b,c,d'), filename: '名单.csv' };
const path = new URL('../../../fixtures/parity/work.json', import.meta.url).pathname;

const send =
  (content: WorkMessageContent, to = ZHANG, options?: WorkMessageOptions) =>
  ({ assistant }: StartedWork) =>
    assistant.messages.send(to, content, options);
const hello = workMessage.text('你好');

export const calls: ParityCalls = {
  [`${MATERIAL}.upload/4`]: async ({ assistant }) => assistant.media.upload('file', await uploadFrom(path)),
  [`${MATERIAL}.upload/5`]: ({ assistant }) => assistant.media.upload('file', FILE),
  [`${MATERIAL}.upload_image/4`]: async ({ assistant }) =>
    assistant.media.uploadImage(await uploadFrom(path, '1.png')),
  [`${MATERIAL}.upload_image/5`]: ({ assistant }) =>
    assistant.media.uploadImage({ ...FILE, filename: '1.png' }),
  [`${MATERIAL}.get/3`]: ({ assistant }) => assistant.media.get('media'),
  [`${MATERIAL}.get_hd_voice/3`]: ({ assistant }) => assistant.media.getHdVoice('media'),
  [`${MATERIAL}.upload_by_url/6`]: ({ assistant }) =>
    assistant.media.uploadByUrl({
      type: 'video',
      filename: 'video.mp4',
      url: 'https://shop.example.com/video.mp4',
      md5: '198918f40ecc7cab0fc4231adaf67c96',
    }),

  [`${MESSAGE}.send_message/3`]: send({ msgtype: 'text', text: { content: '你好' } }),
  [`${MESSAGE}.send/5..6`]: send({ msgtype: 'text', text: { content: '你好' } }, ZHANG, { safe: 1 }),
  [`${MESSAGE}.to_user/1`]: send(hello, { userIds: ['zhangsan', 'lisi'] }),
  [`${MESSAGE}.to_party/1`]: send(hello, { partyIds: [1] }),
  [`${MESSAGE}.to_tag/1`]: send(hello, { tagIds: [12] }),
  [`${MESSAGE}.send_text/4..5`]: send(hello),
  [`${MESSAGE}.send_image/4..5`]: send(workMessage.image('media')),
  [`${MESSAGE}.send_voice/4..5`]: send(workMessage.voice('media')),
  [`${MESSAGE}.send_video/6..7`]: send(workMessage.video('media', { title: '标题', description: '描述' })),
  [`${MESSAGE}.send_file/4..5`]: send(workMessage.file('media')),
  [`${MESSAGE}.send_text_card/7..8`]: send(
    workMessage.textCard({
      title: '标题',
      description: '描述',
      url: 'https://shop.example.com',
      btntxt: '更多',
    }),
  ),
  [`${MESSAGE}.send_news/4..5`]: send(workMessage.news([{ title: '标题', url: 'https://shop.example.com' }])),
  [`${MESSAGE}.send_mpnews/4..5`]: send(
    workMessage.mpNews([{ title: '标题', thumb_media_id: 'media', content: '内容' }]),
  ),
  [`${MESSAGE}.send_markdown/4..5`]: send(workMessage.markdown('**你好**')),
  [`${MESSAGE}.send_miniprogram_notice/4..5`]: send(
    workMessage.miniProgramNotice({ appid: 'wx123', page: 'pages/index', title: '会议室预订成功' }),
  ),
  [`${MESSAGE}.send_template_card/4..5`]: send(
    workMessage.templateCard({
      card_type: 'button_interaction',
      task_id: 'task-1',
      main_title: { title: '请假' },
      button_list: [{ text: '同意', key: 'yes', style: 1 }],
    }),
  ),
  [`${MESSAGE}.update_template_card/3`]: ({ assistant }) =>
    assistant.messages.updateTemplateCard('code', { button: { replace_name: '已处理' } }, ZHANG),
  [`${MESSAGE}.recall/3`]: async ({ assistant }) => {
    const { msgid } = await assistant.messages.send(ZHANG, hello);
    await assistant.messages.recall(msgid);
  },

  'WeChat.Work.MiniProgram.code2session/3': ({ assistant }) => assistant.miniProgram.code2Session('code'),
};
