import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkIndex, checkPage, eachItem } from '../account/index.js';

type Id = string | number | bigint;
/** A comment on an article. */
export type ArticleComment = OfficialAnswer<'POST /cgi-bin/comment/list'>['comment'][number];

/** Which comments a list holds. */
export interface CommentListOptions {
  /** 全部, 普通 or 精选. @default 'all' */
  type?: 'all' | 'normal' | 'elected';
  /** Place of the article in its message, from 0. @default 0 */
  index?: number;
}

const TYPES = { all: 0, normal: 1, elected: 2 } as const;
/** WeChat refuses 50 and more. */
const MAX_PAGE = 49;

/**
 * Comments on articles that were sent to followers (图文消息留言管理). `msgDataId` is the `msg_data_id` a mass message is
 * answered with; `index` is the place of the article in it, from 0. All methods throw a WeChatApiError with 88000 when
 * the account has no right to comments, and 88001 for a message that does not exist.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Comments_management/Image_Comments_Management_Interface.html
 * @publicApi
 */
export class OfficialAccountCommentService {
  constructor(private readonly client: OfficialAccountApi) {}

  /** Lets people comment on an article (打开已群发文章评论). Calls `POST /cgi-bin/comment/open`. */
  async open(msgDataId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/open', { body: article(msgDataId, index) });
  }

  /** Takes no more comments on an article (关闭已群发文章评论). Calls `POST /cgi-bin/comment/close`. */
  async close(msgDataId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/close', { body: article(msgDataId, index) });
  }

  /**
   * All comments on an article (查看指定文章的评论数据). Calls `POST /cgi-bin/comment/list` for every 49; a page that
   * fails throws.
   */
  list(msgDataId: Id, options: CommentListOptions = {}): AsyncGenerator<ArticleComment, void, undefined> {
    return eachItem(MAX_PAGE, async (begin, count) => {
      const { comment: items, total } = await this.getPage(msgDataId, begin, count, options);
      return { items, total };
    });
  }

  /**
   * One page of comments (查看指定文章的评论数据). Calls `POST /cgi-bin/comment/list`.
   *
   * @param begin place of the first comment, from 0
   * @param count 1 to 49
   * @throws {RangeError} for a page outside these limits
   */
  async getPage(
    msgDataId: Id,
    begin = 0,
    count = MAX_PAGE,
    { type = 'all', index = 0 }: CommentListOptions = {},
  ): Promise<OfficialAnswer<'POST /cgi-bin/comment/list'>> {
    checkPage(begin, count, MAX_PAGE);
    return this.client.request('POST /cgi-bin/comment/list', {
      body: { ...article(msgDataId, index), begin, count, type: TYPES[type] },
    });
  }

  /** Elects a comment, so that everybody sees it (将评论标记精选). Calls `POST /cgi-bin/comment/markelect`. */
  async markElect(msgDataId: Id, userCommentId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/markelect', {
      body: comment(msgDataId, userCommentId, index),
    });
  }

  /** Takes a comment's election back (将评论取消精选). Calls `POST /cgi-bin/comment/unmarkelect`. */
  async unmarkElect(msgDataId: Id, userCommentId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/unmarkelect', {
      body: comment(msgDataId, userCommentId, index),
    });
  }

  /** Removes a comment (删除评论). Calls `POST /cgi-bin/comment/delete`. */
  async delete(msgDataId: Id, userCommentId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/delete', {
      body: comment(msgDataId, userCommentId, index),
    });
  }

  /**
   * Answers a comment (回复评论). Calls `POST /cgi-bin/comment/reply/add`.
   *
   * @throws {WeChatApiError} 88005 when it was answered before, 88007 for an answer that is too long or empty
   */
  async addReply(msgDataId: Id, userCommentId: Id, content: string, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/reply/add', {
      body: { ...comment(msgDataId, userCommentId, index), content },
    });
  }

  /**
   * Removes the answer to a comment (删除回复). Calls `POST /cgi-bin/comment/reply/delete`.
   *
   * @throws {WeChatApiError} 87009 when there is none
   */
  async deleteReply(msgDataId: Id, userCommentId: Id, index = 0): Promise<void> {
    await this.client.request('POST /cgi-bin/comment/reply/delete', {
      body: comment(msgDataId, userCommentId, index),
    });
  }
}

function article(msg_data_id: Id, index: number): { msg_data_id: Id; index: number } {
  checkIndex(index, 'index');
  return { msg_data_id, index };
}

const comment = (msgDataId: Id, user_comment_id: Id, index: number) => ({
  ...article(msgDataId, index),
  user_comment_id,
});
