import { newArticleId, nextMessageId } from '../world/identifiers.js';
import type { StoredArticle, StoredDraft } from './draft.book.js';

interface PublishedArticle {
  readonly article: StoredArticle;
  readonly url: string;
  isDeleted: boolean;
}

/** What one call of `submit` made. 发布 */
export interface StoredPublication {
  readonly publish_id: bigint;
  readonly article_id: string;
  readonly articles: readonly PublishedArticle[];
  /** Seconds of the sandbox's clock. */
  readonly createTime: number;
}

/** What one account has published. */
export class PublicationBook {
  readonly #publications: StoredPublication[] = [];

  add({ articles }: StoredDraft, now: number): StoredPublication {
    const article_id = newArticleId();
    const publication = {
      publish_id: nextMessageId(),
      article_id,
      articles: articles.map((article, index) => ({
        article,
        url: `http://mp.weixin.qq.com/s?__biz=sandbox&mid=${article_id}&idx=${index + 1}`,
        isDeleted: false,
      })),
      createTime: now,
    };
    this.#publications.push(publication);
    return publication;
  }

  findJob(publishId: string): StoredPublication | undefined {
    return this.#publications.find(({ publish_id }) => String(publish_id) === publishId);
  }

  find(articleId: string): StoredPublication | undefined {
    return this.#publications.find(({ article_id }) => article_id === articleId);
  }

  /** What is still there, the latest first. */
  get list(): readonly StoredPublication[] {
    return this.#publications.filter(({ articles }) => articles.some((one) => !one.isDeleted)).toReversed();
  }
}
