import type { ClientDefinition, ClientRegistration, ClientRooms } from '../../client/index.js';
import { isOptionText, WeChatConfigError } from '../../common/index.js';
import { checkHttpOptions, resolveBaseUrls, workHintFor } from '../../http/index.js';
import { OPTIONS_MISSING } from '../work.messages.js';
import { callbackKeys } from '../work.options.js';
import { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import type { BotBody } from './bot.bodies.js';
import { BotConnection } from './bot.connection.js';
import { CONNECTION_TIMES } from './bot.connection-times.js';
import { bodyOf } from './bot.delivery.js';
import { downloadMedia } from './bot.download.js';
import { OFFICIAL_URL } from './bot.frames.js';
import {
  BOT_OPTION_MISSING,
  BOT_SECRET_INVALID,
  BOT_UNREACHABLE,
  BOT_URL_INVALID,
  NOT_A_RESPONSE_URL,
} from './bot.messages.js';
import { BotProtocol } from './bot.protocol.js';
import { BOT_EVENT_KIND, BOT_MESSAGE_KIND } from './bot.push.js';
import { BotReceiver } from './bot.receiver.js';
import { BotStreams } from './bot.streams.js';
import type { WorkBotOptions } from './bot-options.interface.js';
import { WORK_BOT_KIND, WorkBot } from './work-bot.js';

/** Milliseconds streamed answers of callback mode have when the application goes down. */
const GRACE = 10_000;
const RESPONSE_PATH = '/cgi-bin/aibot/response';

/**
 * Declares an AI bot (智能机器人) among the clients of WeChatModule. Its callbacks (设置接收消息回调地址) come to `/<path>/<name>`; with a
 * secret it holds a long connection (长连接) while the application runs, one for all replicas that share a WeChatCoordination.
 *
 * @param options of one API mode or of both, as the page of the bot shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developer.work.weixin.qq.com/document/path/101039
 * @publicApi
 */
export function workBot(options: WorkBotOptions): ClientDefinition<WorkBot> {
  return { kind: WORK_BOT_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(name: string, options: WorkBotOptions, rooms: ClientRooms): ClientRegistration<WorkBot> {
  checkOptions(name, options);
  const { botId, secret, url = OFFICIAL_URL, http = {}, encodingAESKey, timestampTolerance } = options;
  const keys = callbackKeys(name, options, '');
  if (!keys && secret === undefined) throw new WeChatConfigError(BOT_UNREACHABLE(name));
  const respond = responderOf(name, options, rooms);
  const { coordination } = rooms;
  const connection =
    secret === undefined
      ? undefined
      : new BotConnection({ client: name, botId, secret, url, coordination, times: CONNECTION_TIMES });
  const streams = new BotStreams(botId, rooms.storage);
  const client = new WorkBot(name, botId, {
    connection,
    respond,
    download: (media, signal) =>
      downloadMedia(media, { client: name, options: http, encodingAESKey }, rooms.http, signal),
  });
  return {
    client,
    tokens: {},
    kinds: [BOT_MESSAGE_KIND, BOT_EVENT_KIND],
    ...(keys && {
      callback: new BotProtocol({
        botId,
        keys,
        timestampTolerance,
        streams,
        respond: (responseUrl, answer) => respond(responseUrl, bodyOf(answer)),
      }),
    }),
    start: (inbound) => {
      const receiver = connection && new BotReceiver({ client: name, botId, connection }, inbound);
      if (receiver) connection.start((frame) => receiver.receive(frame));
      const hangUp = async (): Promise<void> => {
        await receiver?.end();
        await connection?.end();
      };
      return async () => {
        await Promise.all([hangUp(), streams.drain(GRACE)]);
      };
    },
  };
}

function checkOptions(name: string, options: WorkBotOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new WeChatConfigError(OPTIONS_MISSING(name, 'workBot', '{ botId, … }'));
  const { botId, secret, url } = options;
  if (!isOptionText(botId)) throw new WeChatConfigError(BOT_OPTION_MISSING(name));
  if (secret !== undefined && !isOptionText(secret)) throw new WeChatConfigError(BOT_SECRET_INVALID(name));
  const isUrl = url === undefined || (URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol));
  if (!isUrl) throw new WeChatConfigError(BOT_URL_INVALID(name));
  checkHttpOptions(name, options.http);
}

/** The code in the address is all that is taken of it: whatever it says, the call goes to WeCom. */
function responderOf(
  name: string,
  options: WorkBotOptions,
  rooms: Pick<ClientRooms, 'http'>,
): (responseUrl: string, body: BotBody) => Promise<void> {
  const { api } = resolveBaseUrls(name, options.baseUrls ?? {}, { api: DEFAULT_BASE_URLS.api });
  return async (responseUrl, body) => {
    const url = URL.canParse(responseUrl) ? new URL(responseUrl) : undefined;
    const code = url?.pathname.endsWith(RESPONSE_PATH) ? url.searchParams.get('response_code') : undefined;
    if (!code) throw new RangeError(NOT_A_RESPONSE_URL);
    await rooms.http.send({
      client: name,
      baseUrl: api,
      options: options.http ?? {},
      hints: workHintFor,
      route: `POST ${RESPONSE_PATH}`,
      traits: { auth: 'none' },
      query: { response_code: code },
      body,
      secrets: [code],
    });
  };
}
