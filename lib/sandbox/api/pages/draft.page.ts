import type { StoredDraft } from '../../account/draft.book.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';
import { checkArticle, checkArticles, pageOf, shownArticle } from '../article.checker.js';

/** The articles of a draft; their addresses are for a look beforehand. */
function shownContent({ media_id, articles, createTime, updateTime }: StoredDraft): Record<string, unknown> {
  const news_item = articles.map((article, index) =>
    shownArticle(article, `http://mp.weixin.qq.com/s?__biz=sandbox&tempkey=${media_id}&idx=${index + 1}`),
  );
  return { news_item, create_time: createTime, update_time: updateTime };
}

/** 草稿箱 */
export const draftPage: ApiPage = {
  'POST /cgi-bin/draft/add': ({ account, body }) =>
    checkArticles(account, body.articles) ?? {
      media_id: account.drafts.add(body.articles, account.world.clock.seconds()),
    },
  'POST /cgi-bin/draft/get': ({ account, body }) => {
    const draft = account.drafts.find(body.media_id);
    return draft ? shownContent(draft) : refuse(40007);
  },
  'POST /cgi-bin/draft/delete': ({ account, body }) =>
    account.drafts.remove(body.media_id) ? OK : refuse(40007),
  'POST /cgi-bin/draft/update': ({ account, body }) => {
    const draft = account.drafts.find(body.media_id);
    if (!draft) return refuse(40007);
    if (!draft.articles[body.index]) return refuse(40114);
    const wrong = checkArticle(account, body.articles);
    if (wrong) return wrong;
    draft.articles[body.index] = body.articles;
    draft.updateTime = account.world.clock.seconds();
    return OK;
  },
  'GET /cgi-bin/draft/count': ({ account }) => ({ total_count: account.drafts.list.length }),
  'POST /cgi-bin/draft/batchget': ({ account, body }) =>
    pageOf(account.drafts.list, body, (draft) => ({
      media_id: draft.media_id,
      ...(body.no_content === 1 ? {} : { content: shownContent(draft) }),
      update_time: draft.updateTime,
    })),
  'POST /cgi-bin/draft/switch': ({ account: { drafts }, query }) => {
    if (query?.checkonly !== '1') drafts.isOpen = true;
    return { ...OK, is_open: drafts.isOpen ? 1 : 0 };
  },
};
