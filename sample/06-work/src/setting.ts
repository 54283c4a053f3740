import { randomBytes } from 'node:crypto';
import type { LoginOptions } from 'nestjs-wechat-sdk';
import type { WorkBotOptions, WorkGroupRobotOptions, WorkOptions } from 'nestjs-wechat-sdk/work';

/** All the application has to know of the world. */
export interface Setting {
  readonly corp: WorkOptions;
  /** 智能机器人, if there is one. */
  readonly bot?: WorkBotOptions | undefined;
  /** 群机器人 in the team's group, if there is one. */
  readonly team?: WorkGroupRobotOptions | undefined;
  readonly login: LoginOptions;
  /** Userid of whoever decides on leave. */
  readonly boss: string;
}

export const BOSS = 'BOSS';

/** The corporation of the environment; undefined when that names none. */
export function readSetting(): Setting | undefined {
  const { env } = process;
  const { WORK_CORP_ID: corpId, WORK_BOT_ID: botId, WORK_ROBOT_WEBHOOK: webhookUrl } = env;
  if (!corpId) return undefined;
  const { ORIGIN: origin, WORK_BOSS: boss } = env;
  if (!origin)
    throw new Error('ORIGIN is missing: set it to what people see, https://corp.example.com (可信域名).');
  if (!boss) throw new Error('WORK_BOSS is missing: set it to the userid of whoever decides on leave.');
  return {
    corp: {
      corpId, // 我的企业 → 企业信息 → 企业ID
      agents: {
        assistant: {
          agentId: env['WORK_AGENT_ID'] ?? '', // 应用管理 → the application → AgentId
          secret: env['WORK_SECRET'] ?? '', // the same page → Secret
          // the same page → 接收消息 → 设置API接收; URL: https://corp.example.com/wechat/corp/assistant
          token: env['WORK_TOKEN'],
          encodingAESKey: env['WORK_ENCODING_AES_KEY'],
          // 客户联系 and 微信客服 must be opened to it: 可调用接口的应用
        },
      },
    },
    // the bot's page → API模式 → 接收消息回调地址; URL: https://corp.example.com/wechat/bot
    bot: botId
      ? { botId, token: env['WORK_BOT_TOKEN'], encodingAESKey: env['WORK_BOT_ENCODING_AES_KEY'] }
      : undefined,
    // the group → 消息推送 (群机器人) → Webhook 地址
    team: webhookUrl ? { webhookUrl } : undefined,
    login: { secret: env['LOGIN_SECRET'] || randomBytes(32).toString('hex'), origin },
    boss,
  };
}
