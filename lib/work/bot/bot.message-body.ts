import { type BotBody, cardBody, markdownBody } from './bot.bodies.js';
import { NOT_ON_ITS_OWN } from './bot.messages.js';
import { type WorkBotReply } from './bot-reply.js';

/**
 * What is sent without being an answer to anything.
 *
 * @throws {TypeError} for what cannot be a message of its own
 */
export function toMessageBody({ content }: WorkBotReply, takesMedia = true): BotBody {
  const refuse = (): never => {
    throw new TypeError(NOT_ON_ITS_OWN);
  };
  switch (content.type) {
    case 'text': {
      const { text, pictures, card, feedbackId } = content;
      const whole = Array.isArray(text) && !pictures?.length && !card ? text : refuse();
      return markdownBody(whole.join(''), feedbackId);
    }
    case 'card':
      return cardBody(content.card);
    case 'media':
      return takesMedia ? { msgtype: content.media, [content.media]: content.fields } : refuse();
    case 'update':
      return refuse();
  }
}
