import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { readAnswer } from './answer.reader.js';
import type { BotState } from './bot.state.js';

const PATH = '/cgi-bin/aibot/response';

/** Takes a further answer (主动回复消息): each address is good for one. */
export async function takeResponse(
  bots: readonly BotState[],
  path: string,
  search: string,
  body: Buffer,
): Promise<object | undefined> {
  if (path !== PATH) return undefined;
  const code = new URLSearchParams(search).get('response_code') ?? '';
  const bot = bots.find(({ responseCodes }) => responseCodes.has(code));
  const chatId = bot?.responseCodes.get(code);
  if (!bot || chatId === undefined) return { errcode: 40058, errmsg: 'invalid response_code' };
  try {
    const fields = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const { msgtype } = fields;
    if (msgtype !== 'markdown' && msgtype !== 'template_card')
      return { errcode: 40008, errmsg: 'invalid message type' };
    const { text, card, feedbackId } = readAnswer(bot, 'message', 'connection', fields);
    bot.responseCodes.delete(code);
    bot.inbox.put({
      by: 'response_url',
      chatId,
      msgtype,
      ...(text !== undefined && { text }),
      ...(card && { card }),
      ...(feedbackId !== undefined && { feedbackId }),
    });
    return { errcode: 0, errmsg: 'ok' };
  } catch (error) {
    if (!(error instanceof SandboxUseError) && !(error instanceof SyntaxError)) throw error;
    return { errcode: 40058, errmsg: error.message };
  }
}
