import { pageOf } from '../../cursor.page.js';
import type { Clientele } from '../../customer/clientele.js';
import type { CustomerState } from '../../customer/customer.state.js';
import type { Moment } from '../../customer/moment.desk.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 20;
const RESULTS = 3000;
const FINISHED = 3;
/** 企业 */
const BY_CORP = 0;
/** 部分可见 · 公开 */
const SOME = 0;
const ALL = 1;

function shown({ momentId, createdAt, body }: Moment) {
  const attachments = body.attachments ?? [];
  const images = attachments.flatMap(({ image }) => image ?? []);
  const video = attachments.find((one) => one.video)?.video;
  const link = attachments.find((one) => one.link)?.link;
  return {
    moment_id: momentId,
    creator: '',
    create_time: createdAt,
    create_type: BY_CORP,
    visible_type: body.visible_range?.external_contact_list ? SOME : ALL,
    ...(body.text ? { text: body.text } : {}),
    ...(images.length > 0 ? { image: images } : {}),
    ...(video ? { video } : {}),
    ...(link ? { link: { url: link.url, title: link.title } } : {}),
  };
}

/** Who sees what a member was asked to publish. @throws {WorkRefusal} for a member who was not asked */
function viewersOf(
  { book, moments }: Clientele,
  { moment_id: id, userid }: { moment_id: string; userid: string },
  isPublished: boolean,
): readonly CustomerState[] {
  const { viewers, published } = moments.need(id);
  const member = book.need(userid);
  const seen = viewers.get(member);
  if (!seen) throw new WorkRefusal(41061, userid);
  return isPublished && !published.has(member) ? [] : seen;
}

/** 客户朋友圈 */
export const momentPage: WorkPage = {
  'POST /cgi-bin/externalcontact/add_moment_task': ({ caller: { corp }, body }) => {
    for (const { image, video } of body.attachments ?? [])
      for (const id of [image?.media_id, video?.media_id]) if (id) corp.media.need(id);
    return { jobid: corp.clientele.moments.create(body).jobId };
  },
  'GET /cgi-bin/externalcontact/get_moment_task_result': ({ caller: { corp }, query }) => {
    const { momentId } = corp.clientele.moments.byJob(query.jobid);
    return {
      status: FINISHED,
      type: 'add_moment_task',
      result: { errcode: 0, errmsg: 'ok', moment_id: momentId },
    };
  },
  'POST /cgi-bin/externalcontact/cancel_moment_task': ({ caller: { corp }, body }) => {
    corp.clientele.moments.need(body.moment_id).isCancelled = true;
    return {};
  },
  'POST /cgi-bin/externalcontact/get_moment_list': ({ caller: { corp }, body }) => {
    const found = corp.clientele.moments.list.filter(
      ({ createdAt }) => createdAt >= body.start_time && createdAt <= body.end_time,
    );
    const { items, next } = pageOf(found, body, PAGE);
    return { moment_list: items.map(shown), ...next };
  },
  'POST /cgi-bin/externalcontact/get_moment_task': ({ caller: { corp }, body }) => {
    const { viewers, published } = corp.clientele.moments.need(body.moment_id);
    const { items, next } = pageOf([...viewers.keys()], body, RESULTS);
    return {
      task_list: items.map((member) => ({
        userid: member.userid,
        publish_status: published.has(member) ? 1 : 0,
      })),
      ...next,
    };
  },
  'POST /cgi-bin/externalcontact/get_moment_customer_list': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(viewersOf(corp.clientele, body, false), body, RESULTS);
    const list = items.map(({ externalUserId }) => ({
      userid: body.userid,
      external_userid: externalUserId,
    }));
    return { customer_list: list, ...next };
  },
  'POST /cgi-bin/externalcontact/get_moment_send_result': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(viewersOf(corp.clientele, body, true), body, RESULTS);
    return {
      customer_list: items.map(({ externalUserId }) => ({ external_userid: externalUserId })),
      ...next,
    };
  },
  'POST /cgi-bin/externalcontact/get_moment_comments': ({ caller: { corp }, body }) => {
    viewersOf(corp.clientele, body, false);
    return { comment_list: [], like_list: [] };
  },
};
