import { splitText } from '../account/index.js';
import { type Reply, UnsendableReply } from '../callback/index.js';
import type { MessageTree } from '../common/index.js';
import type { MiniProgramCustomMessageService } from './custom-message.service.js';

type Article = { Title: string; Description?: string; PicUrl?: string; Url?: string };

/** WeChat takes two answers to a mini program's push: that customer service takes over, and what an event itself asks for. */
export const takesInAnswer = ({ msgType }: Reply): boolean =>
  msgType === 'transfer_customer_service' || msgType === '';

/**
 * Sends what a handler returned as customer messages (客服消息).
 *
 * @throws {WeChatConfigError} for a kind mini programs cannot send
 */
export async function sendReply(
  messages: MiniProgramCustomMessageService,
  given: Reply,
  message: MessageTree,
): Promise<void> {
  const openid = String(message.FromUserName);
  if (given.msgType === 'text') {
    for (const text of splitText(String(given.fields.Content))) await messages.sendText(openid, text);
    return;
  }
  if (given.msgType === 'image') {
    return messages.sendImage(openid, (given.fields.Image as { MediaId: string }).MediaId);
  }
  const articles = given.msgType === 'news' ? articlesOf(given) : [];
  const [article] = articles;
  if (article && articles.length === 1) {
    const { Title: title, Description: description = '', PicUrl: thumb_url = '', Url: url = '' } = article;
    return messages.sendLink(openid, { title, description, thumb_url, url });
  }
  throw new UnsendableReply(
    `A mini program cannot reply with ${given.msgType === 'news' ? `${articles.length} articles` : given.msgType}: return a text, a picture, one article, or reply.transferToCustomerService() within 4.5 s; send cards with customMessage.sendMiniProgramPage()`,
  );
}

const articlesOf = ({ fields }: Reply): readonly Article[] =>
  (fields.Articles as unknown as { item: readonly Article[] }).item;
