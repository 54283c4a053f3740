import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 2048;
const MOST_ARTICLES = 8;

/** What each kind of file message holds. */
const FILES: Readonly<Record<string, string>> = {
  image: 'image',
  voice: 'voice',
  video: 'video',
  file: 'file',
};

/** The content of a message, which stands under the name of its type. @throws {WorkRefusal} for what WeCom does not send */
export function checkContent(corp: CorpState, body: { readonly msgtype: string }): Fields {
  const { msgtype } = body;
  const content = (body as unknown as Fields)[msgtype] as Fields | undefined;
  if (content === undefined)
    throw new WorkRefusal(40058, `a message of the type ${msgtype} needs ${msgtype}`);
  CHECKS[msgtype]?.(content);
  const type = FILES[msgtype];
  if (type !== undefined) corp.media.need(String(content['media_id']), type);
  if (msgtype === 'mpnews')
    for (const { thumb_media_id: id } of content['articles'] as { thumb_media_id: string }[])
      corp.media.need(id, 'image');
  return content;
}

function checkArticles({ articles }: Fields): void {
  const { length } = articles as readonly unknown[];
  if (length < 1 || length > MOST_ARTICLES) throw new WorkRefusal(45008, `there are ${length}`);
}

function checkText({ content }: Fields): void {
  if (content === '') throw new WorkRefusal(44004);
  if (Buffer.byteLength(String(content)) > LONGEST_TEXT) throw new WorkRefusal(45002);
}

function checkCard(card: Fields): void {
  const type = String(card['card_type']);
  for (const name of NEEDED[type] ?? [])
    if (card[name] === undefined) throw new WorkRefusal(40058, `a ${type} needs ${name}`);
}

const CHECKS: Readonly<Record<string, (content: Fields) => void>> = {
  text: checkText,
  markdown: checkText,
  news: checkArticles,
  mpnews: checkArticles,
  template_card: checkCard,
};

/** What each kind of card must have. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  text_notice: ['card_action'],
  news_notice: ['card_action'],
  button_interaction: ['main_title', 'task_id', 'button_list'],
  vote_interaction: ['main_title', 'task_id', 'checkbox', 'submit_button'],
  multiple_interaction: ['main_title', 'task_id', 'select_list', 'submit_button'],
};
