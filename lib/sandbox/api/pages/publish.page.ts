import type { StoredPublication } from '../../account/publication.book.js';
import type { PushTree } from '../../push/push.writer.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';
import { pageOf, shownArticle } from '../article.checker.js';

const PUBLISHED = 0;
const DELETED_BY_ACCOUNT = 5;

function shownContent({ articles, createTime }: StoredPublication): Record<string, unknown> {
  const news_item = articles.map(({ article, url, isDeleted }) => ({
    ...shownArticle(article, url),
    is_deleted: isDeleted,
  }));
  return { news_item, create_time: createTime, update_time: createTime };
}

/** How a publication went, for those who ask and for the push. */
function shownOutcome({ publish_id, article_id, articles }: StoredPublication) {
  if (articles.every(({ isDeleted }) => isDeleted)) return { publish_id, publish_status: DELETED_BY_ACCOUNT };
  const item = articles.map(({ url }, index) => ({ idx: index + 1, article_url: url }));
  return { publish_id, publish_status: PUBLISHED, article_id, article_detail: { count: item.length, item } };
}

/** 发布能力 */
export const publishPage: ApiPage = {
  'POST /cgi-bin/freepublish/submit': ({ account, body }) => {
    const draft = account.drafts.find(body.media_id);
    if (!draft) return refuse(40007);
    account.drafts.remove(body.media_id);
    const publication = account.publications.add(draft, account.world.clock.seconds());
    const push: PushTree = {
      MsgType: 'event',
      Event: 'PUBLISHJOBFINISH',
      PublishEventInfo: shownOutcome(publication),
    };
    account.shared.pusher.pushLater(account, account.system, push);
    const { publish_id } = publication;
    return { ...OK, publish_id, msg_data_id: publish_id };
  },
  'POST /cgi-bin/freepublish/get': ({ account, body }) => {
    const publication = account.publications.findJob(String(body.publish_id));
    return publication ? shownOutcome(publication) : refuse(40035, 'publish_id is unknown');
  },
  'POST /cgi-bin/freepublish/delete': ({ account, body }) => {
    const { index = 0, article_id } = body;
    const publication = account.publications.find(article_id);
    if (!publication) return refuse(53600);
    const { articles } = publication;
    const gone = index === 0 ? articles : articles.slice(index - 1, index);
    if (index < 0 || gone.length === 0) return refuse(40114);
    for (const article of gone) article.isDeleted = true;
    return OK;
  },
  'POST /cgi-bin/freepublish/getarticle': ({ account, body }) => {
    const publication = account.publications.find(body.article_id);
    return publication ? shownContent(publication) : refuse(53600);
  },
  'POST /cgi-bin/freepublish/batchget': ({ account, body }) =>
    pageOf(account.publications.list, body, (publication) => ({
      article_id: publication.article_id,
      ...(body.no_content === 1 ? {} : { content: shownContent(publication) }),
      update_time: publication.createTime,
    })),
};
