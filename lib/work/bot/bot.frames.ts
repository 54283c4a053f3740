import { textOf } from '../../callback/index.js';
import type { BotBody } from './bot.bodies.js';
import { type BotFields, isFields, readFields } from './bot.reader.js';

/**
 * The wire form of the long connection (长连接): JSON frames `{ cmd, headers: { req_id }, body }` over a WebSocket, answered by
 * `{ headers: { req_id }, errcode, errmsg, body? }`.
 *
 * Certain, from the documentation (March and April 2026) and the official aibot-node-sdk 1.0: the address, the commands, that
 * answers to a push carry the req_id of the push, that one bot has one connection and a new one pushes out the old, the
 * heartbeat of 30 s, 5 s for a welcome and for a card's update, 24 h for other answers, 30 messages a minute and 1000 an hour
 * to one chat, upload parts of 512 KB, at most 100 of them.
 *
 * Not certain: whether refreshing a stream counts against those limits, so that frames are sent {@link FRAME_EVERY} apart;
 * whether a stream may be refreshed for six minutes (the drawing on the page of March 2026) or ten (other sources), so that
 * WeCom's own refusal ends it; whether a req_id outlives its connection, so that an answer that was cut is tried again over
 * the next one; from where parts of an upload are counted: the SDK begins at 0, the page shows a 1, and WeCom is reached with
 * the SDK's way; whether a card may go with a stream over the connection: one table says so, one text the opposite.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101463
 */
export const OFFICIAL_URL = 'wss://openws.work.weixin.qq.com';

export const BOT_COMMANDS = {
  subscribe: 'aibot_subscribe',
  ping: 'ping',
  message: 'aibot_msg_callback',
  event: 'aibot_event_callback',
  respond: 'aibot_respond_msg',
  welcome: 'aibot_respond_welcome_msg',
  update: 'aibot_respond_update_msg',
  send: 'aibot_send_msg',
  uploadInit: 'aibot_upload_media_init',
  uploadChunk: 'aibot_upload_media_chunk',
  uploadFinish: 'aibot_upload_media_finish',
} as const;
export type BotCommand = (typeof BOT_COMMANDS)[keyof typeof BOT_COMMANDS];

/** Milliseconds between two frames of one stream. */
export const FRAME_EVERY = 300;
/** Milliseconds a stream may be refreshed for. */
export const STREAMED_FOR = 10 * 60_000;
/** A frame larger than this is not WeCom's. Bytes. */
export const MAX_FRAME = 4 * 1024 * 1024;
/** Bytes of one part of an upload, before base64. */
export const PART_SIZE = 512 * 1024;
export const MAX_PARTS = 100;
export const FIRST_PART = 0;
/** Of chats, as `aibot_send_msg` tells them apart. */
export const CHAT_TYPES = { single: 1, group: 2 } as const;

/** A frame of either side. */
export interface BotFrame {
  /** Absent in answers. */
  readonly cmd: string | undefined;
  readonly reqId: string;
  readonly body: BotFields;
  /** Of answers: 0 when all is well. */
  readonly errcode: number | undefined;
  readonly errmsg: string;
}

export const writeFrame = (cmd: BotCommand, reqId: string, body?: BotBody): string =>
  JSON.stringify({ cmd, headers: { req_id: reqId }, ...(body && { body }) });

/** @throws {WeChatParseError} when it is none */
export function readFrame(text: string): BotFrame {
  const { cmd, headers, body, errcode, errmsg } = readFields(text, 'The frame');
  const code = Number(errcode);
  return {
    cmd: textOf(cmd),
    reqId: (isFields(headers) && textOf(headers['req_id'])) || '',
    body: isFields(body) ? body : {},
    errcode: errcode === undefined || Number.isNaN(code) ? undefined : code,
    errmsg: textOf(errmsg) ?? '',
  };
}
