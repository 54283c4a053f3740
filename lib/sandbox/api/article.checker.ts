import type { OfficialAccountState } from '../account/official-account.state.js';
import type { StoredArticle } from '../account/draft.book.js';
import { type JsonAnswer, refuse } from './api.answer.js';

const MOST_ARTICLES = 8;
const MOST_AT_ONCE = 20;

/** The part of an article the sandbox looks at. */
interface ArticleFields {
  readonly article_type?: string;
  readonly thumb_media_id?: string;
  readonly image_info?: { readonly image_list: readonly { readonly image_media_id: string }[] };
}

/** Says what WeChat has against an article: its pictures must be permanent material. */
export function checkArticle(account: OfficialAccountState, article: ArticleFields): JsonAnswer | undefined {
  const pictures =
    article.article_type === 'newspic'
      ? (article.image_info?.image_list.map(({ image_media_id }) => image_media_id) ?? [''])
      : [article.thumb_media_id ?? ''];
  const unknown = pictures.find((id) => account.materials.find(id)?.kind !== 'image');
  return unknown === undefined ? undefined : refuse(40007, unknown);
}

/** As {@link checkArticle}, for all articles of one message. */
export function checkArticles(
  account: OfficialAccountState,
  articles: readonly ArticleFields[],
): JsonAnswer | undefined {
  if (articles.length === 0) return refuse(44003);
  if (articles.length > MOST_ARTICLES) return refuse(45008);
  for (const article of articles) {
    const wrong = checkArticle(account, article);
    if (wrong) return wrong;
  }
  return undefined;
}

/** What WeChat answers of an article: every field, those that were left out empty. */
export function shownArticle(article: StoredArticle, url: string): Record<string, unknown> {
  return {
    title: '',
    author: '',
    digest: '',
    content: '',
    content_source_url: '',
    thumb_media_id: '',
    show_cover_pic: 0,
    need_open_comment: 0,
    only_fans_can_comment: 0,
    ...article,
    url,
  };
}

/** One page of a list, as all lists with offset and count answer; or why there is none. */
export function pageOf<Item>(
  all: readonly Item[],
  { offset, count }: { readonly offset: number; readonly count: number },
  show: (item: Item) => Record<string, unknown>,
): JsonAnswer {
  if (offset < 0) return refuse(40035, 'offset is negative');
  if (count < 1 || count > MOST_AT_ONCE) return refuse(40035, `count is not 1 to ${MOST_AT_ONCE}`);
  const item = all.slice(offset, offset + count).map(show);
  return { item, total_count: all.length, item_count: item.length };
}
