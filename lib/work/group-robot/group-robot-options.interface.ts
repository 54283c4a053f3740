import type { HttpOptions } from '../../http/index.js';

/** A group robot (群机器人, 消息推送), as its page in the group shows it. */
export interface WorkGroupRobotOptions {
  /** Webhook address, with its key: whoever has it can write to the group. */
  webhookUrl: string;
  http?: HttpOptions | undefined;
}
