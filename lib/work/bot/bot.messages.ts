import { inClient } from '../../common/index.js';

export const BOT_OPTION_MISSING = (name: string): string =>
  inClient(
    name,
    'botId is missing, empty, or has blanks around it. Copy it from the page of the bot (智能机器人 › API 模式).',
  );
export const BOT_UNREACHABLE = (name: string): string =>
  inClient(
    name,
    'nothing can reach it: set token and encodingAESKey (API 模式 › 设置接收消息回调地址), or secret (API 模式 › 长连接).',
  );
export const BOT_SECRET_INVALID = (name: string): string =>
  inClient(
    name,
    'secret is empty, or has blanks around it. Copy the one of the long connection (API 模式 › 长连接), or leave it out.',
  );
export const BOT_URL_INVALID = (name: string): string =>
  inClient(name, 'url is not a ws(s) address. Leave it out for wss://openws.work.weixin.qq.com.');
export const OTHER_BOT = (addressee: string, botId: string): string =>
  `The push is for the bot "${addressee.slice(0, 64)}", and this one is "${botId}": is botId the one of the console?`;
export const CONTENT_TOO_LONG = (bytes: number, most: number): string =>
  `The text has ${bytes} bytes, and WeCom takes ${most}: cut it, or send it in several messages`;
export const NOT_AN_ANSWER =
  'A handler of a bot returns nothing, a string, an async generator of strings, or what botReply.… makes';
export const NO_ANSWER_TAKEN = (name: string): string =>
  `A handler of the event "${name}" returns nothing: WeCom takes no answer there`;
export const NOT_AN_ANSWER_TO = (type: string, name: string, cure: string): string =>
  `WeCom takes no ${type} as the answer to "${name}": ${cure}`;
export const NOT_TEXT = (handler: string): string => `${handler} yielded something that is not a string`;
export const STREAM_FAILED = (handler: string): string =>
  `${handler} failed in the middle of its answer, which ends with what was there`;
export const STREAM_FULL = (handler: string): string =>
  `The answer of ${handler} was cut: WeCom shows 20480 bytes of text`;
export const STREAM_TOO_LONG = (handler: string): string =>
  `The answer of ${handler} was ended with what was there: WeCom waits no longer`;
export const STREAM_FORSAKEN = (handler: string): string =>
  `The answer of ${handler} was ended: WeCom has stopped asking for it`;
export const TOO_MANY_STREAMS = (most: number): string =>
  `More than ${most} answers are being streamed at once: the oldest is ended with what was there`;
export const UPDATE_TOO_LATE =
  'WeCom takes a card in place of another within 5 s of the tap: return it sooner, and do the work afterwards';
export const CONNECTED = (name: string): string => inClient(name, 'the long connection is open.');
export const CONNECTION_LOST = (name: string, reason: string): string =>
  inClient(name, `no long connection: ${reason}. It is tried again.`);
export const SUBSCRIPTION_REFUSED = (name: string, errcode: number, errmsg: string, wait: number): string =>
  inClient(
    name,
    `WeCom refused the subscription with ${errcode}: ${errmsg}. Compare botId and secret with the console (API 模式 › 长连接). The next try is in ${Math.round(wait / 1000)} s, and further ones later still.`,
  );
export const KICKED = (name: string, wait: number): string =>
  inClient(
    name,
    `another connection of this bot has taken the place of ours, as WeCom keeps one for each bot. Stop the other one, or let both share one WeChatCoordination. The next try is in ${Math.round(wait / 1000)} s.`,
  );
export const STRANGE_FRAME = (name: string, reason: string): string =>
  inClient(name, `a frame of the long connection was passed over: ${reason}.`);
export const NO_CONNECTION = (name: string, cmd: string): string =>
  inClient(
    name,
    `${cmd} was not sent: this process holds no long connection. It is being had again, another replica holds it, or the bot was given no secret.`,
  );
export const ANSWER_NOT_SHOWN = (handler: string, reason: string): string =>
  `The answer of ${handler} did not reach WeCom whole: ${reason}`;
export const MISSED_AT_SHUTDOWN = (name: string): string =>
  inClient(name, 'a message came while the application was going down, and was not handled.');
export const STILL_ANSWERING = (name: string, count: number): string =>
  inClient(name, `${count} answer(s) were ended with what was there: the application went down.`);
export const NO_SECRET = (name: string): string =>
  inClient(
    name,
    'it has no long connection. Set secret to the one of the console (API 模式 › 长连接), or answer messages with bot.respond(…).',
  );
export const NOT_ON_ITS_OWN =
  'A message of its own is a text as a whole, a card, or a file: no stream, no card in place of another, nothing beside a text';
export const NOT_A_RESPONSE_URL =
  'The response_url is not one of WeCom: https://…/cgi-bin/aibot/response?response_code=…';
