import { Reply, reviveReply } from '../../callback/index.js';
import type { WorkBody } from '../work.api.js';
import { cardToXml } from './card.xml.js';

/** A template card (模板卡片) that takes the place of another: written as in `POST /cgi-bin/message/update_template_card`. */
export type WorkCardUpdate = NonNullable<
  WorkBody<'POST /cgi-bin/message/update_template_card'>['template_card']
>;

/** A reply with a card, which is written in one way in an answer and in another after the deadline. */
export class WorkCardReply extends Reply {
  constructor(readonly card: WorkCardUpdate) {
    super('update_template_card', { TemplateCard: cardToXml(card) });
  }
}

/** What JSON left of a reply in another process. */
export function reviveWorkReply(told: unknown): Reply {
  const { card } = told as Partial<WorkCardReply>;
  return card ? new WorkCardReply(card) : reviveReply(told);
}

/**
 * Makes answers to taps on cards (模板卡片更新消息); what goes for any message `reply` of the main entry point makes.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90241
 * @publicApi
 */
export const workReply = {
  /**
   * Puts a text in place of the buttons of the card (更新点击用户的按钮文案), for the person who tapped: in answer to
   * `template_card_event`.
   */
  updateButton: (text: string): Reply => new Reply('update_button', { Button: { ReplaceName: text } }),

  /**
   * Puts another card in place of the card (更新点击用户的整张卡片), for the person who tapped: in answer to
   * `template_card_event`. The card has the fields it is sent with.
   */
  templateCard: (card: WorkCardUpdate): Reply => new WorkCardReply(card),

  /** Puts a text in place of the buttons of a task card (任务卡片更新消息): in answer to `taskcard_click`. */
  taskCard: (text: string): Reply => new Reply('update_taskcard', { TaskCard: { ReplaceName: text } }),
} as const;
