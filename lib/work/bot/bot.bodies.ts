import type { WorkBotCard } from './bot-card.interface.js';

/** What a bot answers and sends, as it stands in the cipher text of an answer and in the body of a frame alike. */
export type BotBody = Readonly<Record<string, unknown>>;

/** WeCom takes no more text in one message. Bytes of UTF-8. */
export const MAX_CONTENT = 20_480;

/** A picture at the end of a streamed answer: JPG or PNG, at most 10 MB, as base64; with its MD5. */
export interface BotPicture {
  readonly base64: string;
  readonly md5: string;
}

/** What a streamed answer shows at one moment. */
export interface StreamFrame {
  readonly id: string;
  /** All of the text so far. */
  readonly content: string;
  readonly isFinished: boolean;
  /** Taken with the first of them alone. */
  readonly feedbackId?: string | undefined;
  /** Taken with the last of them alone. */
  readonly pictures?: readonly BotPicture[] | undefined;
  /** Taken once. */
  readonly card?: WorkBotCard | undefined;
}

/** 流式消息, with a card 流式消息+模板卡片 */
export function streamBody({ id, content, isFinished, feedbackId, pictures, card }: StreamFrame): BotBody {
  const stream = {
    id,
    finish: isFinished,
    content,
    ...(pictures &&
      pictures.length > 0 && { msg_item: pictures.map((image) => ({ msgtype: 'image', image })) }),
    ...(feedbackId !== undefined && { feedback: { id: feedbackId } }),
  };
  return card
    ? { msgtype: 'stream_with_template_card', stream, template_card: card }
    : { msgtype: 'stream', stream };
}

/** 欢迎语 */
export const textBody = (content: string): BotBody => ({ msgtype: 'text', text: { content } });

export const markdownBody = (content: string, feedbackId?: string): BotBody => ({
  msgtype: 'markdown',
  markdown: { content, ...(feedbackId !== undefined && { feedback: { id: feedbackId } }) },
});

export const cardBody = (card: WorkBotCard): BotBody => ({ msgtype: 'template_card', template_card: card });

/** 更新模板卡片 @param userIds whose card changes; everybody's when left out */
export const updateBody = (card: WorkBotCard, userIds: readonly string[] | undefined): BotBody => ({
  response_type: 'update_template_card',
  ...(userIds && { userids: userIds }),
  template_card: card,
});
