import type { WorkEndpoints } from '../../catalog/work.js';

type SentCard = NonNullable<WorkEndpoints['POST /cgi-bin/message/send']['body']['template_card']>;
type Jump = NonNullable<SentCard['jump_list']>[number];

/**
 * A template card (模板卡片) of a bot: those of applications, and a jump of type 3, which asks the bot a question.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101032
 * @publicApi
 */
export interface WorkBotCard extends Omit<SentCard, 'jump_list'> {
  /** At most 3. */
  jump_list?: Array<Jump & { question?: string }>;
  /** With it, people can judge the card: `feedback_event`. */
  feedback?: { id: string };
}
