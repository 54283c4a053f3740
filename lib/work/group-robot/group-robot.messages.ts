import { inClient } from '../../common/index.js';

export const WEBHOOK_URL_INVALID = (name: string): string =>
  inClient(
    name,
    "webhookUrl is not the address of a group robot. Copy it whole from the robot's page in the group: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
  );
export const ROBOT_REMOVED = (name: string): string =>
  inClient(
    name,
    'it was removed, and the message was not sent. Ask WeChatClients for the client that is there now.',
  );
/** Follows "was refused with 45009: ". */
export const TURN_TOO_FAR = (waiting: number): string =>
  `it was not even sent: ${waiting} messages wait before it, and the robot may send 20 a minute`;
export const BYTES_TOO_MANY = (what: string, bytes: number, most: number): string =>
  `${what} has ${bytes} bytes, and WeCom takes ${most}`;
export const ARTICLES_WRONG = (count: number): string => `A news message takes 1 to 8 articles, not ${count}`;
