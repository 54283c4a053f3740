import type { ArticleListOptions } from './draft.service.js';
import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkIndex, checkPage, eachItem } from '../account/index.js';

const MAX_PAGE = 20;

/** A publication in a list. */
export type PublishedItem = OfficialAnswer<'POST /cgi-bin/freepublish/batchget'>['item'][number];

/**
 * Publishing (发布能力): articles with an address of their own, sent to nobody. Only what was published this way is seen
 * here, not what was sent as a mass message.
 *
 * @publicApi
 */
export class OfficialAccountPublishService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Publishes a draft (发布接口). Calls `POST /cgi-bin/freepublish/submit`. That it was taken does not mean that it is
   * published: the outcome comes as the event PUBLISHJOBFINISH.
   *
   * @param mediaId the draft's
   * @returns the publish_id, for {@link getStatus}
   * @throws {WeChatApiError} 40007 for an unknown media_id, 53503 to 53505 for a draft that did not pass WeChat's checks
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Publish.html
   */
  async submit(mediaId: string): Promise<string> {
    const { publish_id } = await this.client.request('POST /cgi-bin/freepublish/submit', {
      body: { media_id: mediaId },
    });
    return publish_id;
  }

  /**
   * How far a publication has come (发布状态轮询接口). Calls `POST /cgi-bin/freepublish/get`.
   *
   * @returns `publish_status` 0 published (then with `article_id`), 1 under way, 2 failed for its originality, 3 failed,
   * 4 refused by the platform, 5 deleted by the account, 6 banned; `fail_idx` are the articles at fault, from 1
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Get_status.html
   */
  getStatus(publishId: string | number): Promise<OfficialAnswer<'POST /cgi-bin/freepublish/get'>> {
    return this.client.request('POST /cgi-bin/freepublish/get', { body: { publish_id: publishId } });
  }

  /**
   * Removes what was published, for good (删除发布). Calls `POST /cgi-bin/freepublish/delete`.
   *
   * @param index place of the article, from 1; 0 removes all
   * @throws {WeChatApiError} 53600 for an unknown article_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Delete_posts.html
   */
  async delete(articleId: string, index = 0): Promise<void> {
    checkIndex(index, 'index');
    await this.client.request('POST /cgi-bin/freepublish/delete', { body: { article_id: articleId, index } });
  }

  /**
   * The articles of a publication (通过 article_id 获取已发布文章). Calls `POST /cgi-bin/freepublish/getarticle`.
   *
   * @throws {WeChatApiError} 53600 for an unknown article_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Get_article_from_id.html
   */
  async getArticle(
    articleId: string,
  ): Promise<OfficialAnswer<'POST /cgi-bin/freepublish/getarticle'>['news_item']> {
    const { news_item } = await this.client.request('POST /cgi-bin/freepublish/getarticle', {
      body: { article_id: articleId },
    });
    return news_item;
  }

  /**
   * All publications, the latest first (获取成功发布列表). Calls `POST /cgi-bin/freepublish/batchget` for every twenty; a
   * page that fails throws.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Get_publication_records.html
   */
  list(options: ArticleListOptions = {}): AsyncGenerator<PublishedItem, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, count) => {
      const { item: items, total_count: total } = await this.getPage(offset, count, options);
      return { items, total };
    });
  }

  /**
   * One page of publications (获取成功发布列表). Calls `POST /cgi-bin/freepublish/batchget`.
   *
   * @param offset place of the first publication, from 0
   * @param count 1 to 20
   * @throws {RangeError} for a page outside these limits
   * @see https://developers.weixin.qq.com/doc/offiaccount/Publish/Get_publication_records.html
   */
  async getPage(
    offset = 0,
    count = 20,
    { noContent = false }: ArticleListOptions = {},
  ): Promise<OfficialAnswer<'POST /cgi-bin/freepublish/batchget'>> {
    checkPage(offset, count, MAX_PAGE);
    return this.client.request('POST /cgi-bin/freepublish/batchget', {
      body: { offset, count, no_content: noContent ? 1 : 0 },
    });
  }
}
