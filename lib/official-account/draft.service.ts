import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkIndex, checkPage, eachItem } from '../account/index.js';

const MAX_PAGE = 20;

/** An article as it goes into the draft box; `newspic` is one of pictures (图片消息). */
export type DraftArticle = BodyOf<'POST /cgi-bin/draft/add'>['articles'][number];
/** A draft in a list. */
export type DraftItem = OfficialAnswer<'POST /cgi-bin/draft/batchget'>['item'][number];

/** What a list of articles holds. */
export interface ArticleListOptions {
  /** Leaves `content` out: only ids and times. @default false */
  noContent?: boolean;
}

const MOST_ARTICLES = 8;

/**
 * The draft box (草稿箱). A draft that is published or sent leaves it.
 *
 * @publicApi
 */
export class OfficialAccountDraftService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Adds a draft of 1 to 8 articles (新建草稿). Calls `POST /cgi-bin/draft/add`.
   *
   * @param articles `thumb_media_id` is permanent material; pictures in `content` come from `media.uploadImage()`
   * @returns the draft's media_id
   * @throws {RangeError} for another number of articles
   * @throws {WeChatApiError} 40007 for an unknown `thumb_media_id`
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Add_draft.html
   */
  async add(articles: DraftArticle | DraftArticle[]): Promise<string> {
    const list = Array.isArray(articles) ? articles : [articles];
    if (list.length < 1 || list.length > MOST_ARTICLES)
      throw new RangeError(`A draft takes 1 to ${MOST_ARTICLES} articles, not ${list.length}`);
    const { media_id } = await this.client.request('POST /cgi-bin/draft/add', { body: { articles: list } });
    return media_id;
  }

  /**
   * The articles of a draft (获取草稿). Calls `POST /cgi-bin/draft/get`.
   *
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Get_draft.html
   */
  async get(mediaId: string): Promise<OfficialAnswer<'POST /cgi-bin/draft/get'>['news_item']> {
    const { news_item } = await this.client.request('POST /cgi-bin/draft/get', {
      body: { media_id: mediaId },
    });
    return news_item;
  }

  /**
   * Removes a draft for good (删除草稿). Calls `POST /cgi-bin/draft/delete`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Delete_draft.html
   */
  async delete(mediaId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/draft/delete', { body: { media_id: mediaId } });
  }

  /**
   * Replaces one article of a draft (修改草稿). Calls `POST /cgi-bin/draft/update`.
   *
   * @param index place of the article, from 0
   * @throws {WeChatApiError} 40007 for an unknown media_id, 40114 for a place that does not exist
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Update_draft.html
   */
  async update(mediaId: string, article: DraftArticle, index = 0): Promise<void> {
    checkIndex(index, 'index');
    await this.client.request('POST /cgi-bin/draft/update', {
      body: { media_id: mediaId, index, articles: article },
    });
  }

  /**
   * How many drafts there are (获取草稿总数). Calls `GET /cgi-bin/draft/count`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Count_drafts.html
   */
  async count(): Promise<number> {
    const { total_count } = await this.client.request('GET /cgi-bin/draft/count');
    return total_count;
  }

  /**
   * All drafts, the latest first (获取草稿列表). Calls `POST /cgi-bin/draft/batchget` for every twenty; a page that fails
   * throws.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Get_draft_list.html
   */
  list(options: ArticleListOptions = {}): AsyncGenerator<DraftItem, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, count) => {
      const { item: items, total_count: total } = await this.getPage(offset, count, options);
      return { items, total };
    });
  }

  /**
   * One page of drafts (获取草稿列表). Calls `POST /cgi-bin/draft/batchget`.
   *
   * @param offset place of the first draft, from 0
   * @param count 1 to 20
   * @throws {RangeError} for a page outside these limits
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Get_draft_list.html
   */
  async getPage(
    offset = 0,
    count = 20,
    { noContent = false }: ArticleListOptions = {},
  ): Promise<OfficialAnswer<'POST /cgi-bin/draft/batchget'>> {
    checkPage(offset, count, MAX_PAGE);
    return this.client.request('POST /cgi-bin/draft/batchget', {
      body: { offset, count, no_content: noContent ? 1 : 0 },
    });
  }

  /**
   * Whether the account has the draft box (MP端开关, 仅检查状态). Calls `POST /cgi-bin/draft/switch` with `checkonly=1`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Temporary_MP_Switch.html
   */
  async isOpen(): Promise<boolean> {
    const { is_open } = await this.client.request('POST /cgi-bin/draft/switch', { query: { checkonly: 1 } });
    return is_open === 1;
  }

  /**
   * Turns the draft box on (MP端开关); it cannot be turned off again. Calls `POST /cgi-bin/draft/switch`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Temporary_MP_Switch.html
   */
  async open(): Promise<void> {
    await this.client.request('POST /cgi-bin/draft/switch');
  }
}
