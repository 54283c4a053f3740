import { createHash } from 'node:crypto';
import { type WorkGroupRobot, workGroupRobot } from 'nestjs-wechat-sdk/work';
import type { StartedWork } from '../../../src/start-work.js';
import type { ParityCalls } from './calls.interface.js';

const ROBOT = 'WeChat.Work.ChatRobot';
const PICTURE = Buffer.from('a picture');
const FILE = { content: Buffer.from('a report'), filename: 'report.txt' };

/** A call on a robot of its own. */
const on =
  (act: (robot: WorkGroupRobot) => Promise<unknown>) =>
  async ({ clients, console }: StartedWork): Promise<void> => {
    const robot = clients.add('robot', workGroupRobot({ webhookUrl: console.groupRobot().webhookUrl }));
    await act(robot).finally(() => clients.remove('robot'));
  };

export const calls: ParityCalls = {
  [`${ROBOT}.send/3`]: on((robot) => robot.send({ msgtype: 'text', text: { content: '广州今日天气' } })),
  [`${ROBOT}.send_text/2..3`]: on((robot) => robot.sendText('广州今日天气', { mentionedList: ['@all'] })),
  [`${ROBOT}.send_image/3`]: on((robot) => {
    const md5 = createHash('md5').update(PICTURE).digest('hex');
    return robot.send({ msgtype: 'image', image: { base64: PICTURE.toString('base64'), md5 } });
  }),
  [`${ROBOT}.send_image/2`]: on((robot) => robot.sendImage(PICTURE)),
  [`${ROBOT}.send_file/2`]: on(async (robot) => robot.sendFile(await robot.upload(FILE))),
  [`${ROBOT}.send_news/2`]: on((robot) =>
    robot.sendNews([{ title: '中秋节礼品领取', url: 'https://example.com' }]),
  ),
  [`${ROBOT}.send_markdown/2`]: on((robot) => robot.sendMarkdown('实时新增用户反馈 **132 例**')),
  [`${ROBOT}.send_template_card/2`]: on((robot) =>
    robot.sendTemplateCard({
      card_type: 'text_notice',
      main_title: { title: '欢迎使用企业微信' },
      card_action: { type: 1, url: 'https://example.com' },
    }),
  ),
  [`${ROBOT}.upload_file/2`]: on((robot) => robot.upload(FILE)),
  [`${ROBOT}.upload_file/3`]: on((robot) => robot.upload({ ...FILE, filename: '报告.txt' })),
};
