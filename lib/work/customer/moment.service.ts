import { eachByCursor } from '../cursor.paging.js';
import { refuseEmpty } from '../limits.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** What was shown to customers. */
export type WorkMomentPost =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_moment_list'>['moment_list'][number];
/** Whether a member has published it: `publish_status` 0 not yet, 1 yes. */
export type WorkMomentTask = WorkAnswer<'POST /cgi-bin/externalcontact/get_moment_task'>['task_list'][number];
/** A customer a member chose to show it to. */
export type WorkMomentCustomer =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_moment_customer_list'>['customer_list'][number];
/** How far a task is: `status` 1 begun, 2 under way, 3 done. */
export type WorkMomentTaskResult = WorkAnswer<'GET /cgi-bin/externalcontact/get_moment_task_result'>;
/** Who commented, and who likes it. */
export type WorkMomentComments = WorkAnswer<'POST /cgi-bin/externalcontact/get_moment_comments'>;

/** Which posts are listed. */
export interface WorkMomentFilters {
  /** userid of who made it. */
  creator?: string | undefined;
  /** 0 of the corporation, 1 of members, 2 of both. @default 2 */
  filterType?: 0 | 1 | 2 | undefined;
}

const PAGE = 20;
const MEMBERS_PAGE = 1000;
const RESULTS_PAGE = 3000;
const DAYS = 30;

/**
 * What members show their customers in moments (客户朋友圈).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93333
 * @publicApi
 */
export class WorkMomentService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Asks members to publish something (创建发表任务). Calls `POST /cgi-bin/externalcontact/add_moment_task`. It is not repeated
   * when the network fails.
   *
   * @param task `text` and `attachments`, one of both at least: 9 pictures, or a video, or a link; `visible_range` says who is to
   * publish it and which tags of customers see it, all without it
   * @returns the jobid, for {@link getTaskResult}, within a day
   * @throws {RangeError} for an empty list in `visible_range`, which might be taken for everybody
   * @see https://developer.work.weixin.qq.com/document/path/95094
   */
  async addTask(task: WorkBody<'POST /cgi-bin/externalcontact/add_moment_task'>): Promise<string> {
    const { sender_list: senders, external_contact_list: viewers } = task.visible_range ?? {};
    refuseEmpty(senders?.user_list, 'sender_list.user_list');
    refuseEmpty(senders?.department_list, 'sender_list.department_list');
    refuseEmpty(viewers?.tag_list, 'external_contact_list.tag_list');
    const { jobid } = await this.client.request('POST /cgi-bin/externalcontact/add_moment_task', {
      body: task,
    });
    return jobid;
  }

  /**
   * How far the making of a task is, and its moment_id once it is done (获取任务创建结果). Calls
   * `GET /cgi-bin/externalcontact/get_moment_task_result`.
   *
   * @throws {WeChatApiError} 40088 for an unknown jobid, or one older than a day
   * @see https://developer.work.weixin.qq.com/document/path/95094
   */
  getTaskResult(jobId: string): Promise<WorkMomentTaskResult> {
    return this.client.request('GET /cgi-bin/externalcontact/get_moment_task_result', {
      query: { jobid: jobId },
    });
  }

  /**
   * Takes it back from the members who have not published it (停止发表企业朋友圈). Calls
   * `POST /cgi-bin/externalcontact/cancel_moment_task`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97612
   */
  async cancelTask(momentId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/cancel_moment_task', {
      body: { moment_id: momentId },
    });
  }

  /**
   * What was published within a span (获取企业全部的发表列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_moment_list` for every twenty; a page that fails throws.
   *
   * @param span 30 days at most
   * @throws {RangeError} for more days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93333
   */
  async *list(
    span: WorkTimeSpan,
    { creator, filterType }: WorkMomentFilters = {},
  ): AsyncGenerator<WorkMomentPost, void, undefined> {
    const { start, end } = spanInSeconds(span, DAYS);
    const asked = {
      start_time: start,
      end_time: end,
      limit: PAGE,
      creator,
      filter_type: filterType,
    };
    yield* eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_moment_list', {
        body: { ...asked, cursor },
      });
      return { items: page.moment_list, next: page.next_cursor };
    });
  }

  /**
   * Which members have published it (获取客户朋友圈企业发表的列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_moment_task` for every thousand; a page that fails throws.
   *
   * @throws {WeChatApiError} 41060 for an unknown moment_id
   * @see https://developer.work.weixin.qq.com/document/path/93333
   */
  listTasks(momentId: string): AsyncGenerator<WorkMomentTask, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_moment_task', {
        body: { moment_id: momentId, limit: MEMBERS_PAGE, cursor },
      });
      return { items: page.task_list, next: page.next_cursor };
    });
  }

  /**
   * The customers a member chose to show it to (获取客户朋友圈发表时选择的可见范围), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_moment_customer_list` for every thousand; a page that fails throws.
   *
   * @throws {WeChatApiError} 41060 for an unknown moment_id
   * @see https://developer.work.weixin.qq.com/document/path/93333
   */
  listCustomers(momentId: string, userId: string): AsyncGenerator<WorkMomentCustomer, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_moment_customer_list', {
        body: { moment_id: momentId, userid: userId, limit: MEMBERS_PAGE, cursor },
      });
      return { items: page.customer_list, next: page.next_cursor };
    });
  }

  /**
   * The external_userids of the customers who can see it (获取客户朋友圈发表后的可见客户列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/get_moment_send_result` for every three thousand; a page that fails throws.
   *
   * @throws {WeChatApiError} 41060 for an unknown moment_id
   * @see https://developer.work.weixin.qq.com/document/path/93333
   */
  listSendResults(momentId: string, userId: string): AsyncGenerator<string, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_moment_send_result', {
        body: { moment_id: momentId, userid: userId, limit: RESULTS_PAGE, cursor },
      });
      return {
        items: page.customer_list.map(({ external_userid }) => external_userid),
        next: page.next_cursor,
      };
    });
  }

  /**
   * Who commented on what a member published, and who likes it (获取客户朋友圈的互动数据). Calls
   * `POST /cgi-bin/externalcontact/get_moment_comments`.
   *
   * @throws {WeChatApiError} 41060 for an unknown moment_id
   * @see https://developer.work.weixin.qq.com/document/path/93333
   */
  getComments(momentId: string, userId: string): Promise<WorkMomentComments> {
    return this.client.request('POST /cgi-bin/externalcontact/get_moment_comments', {
      body: { moment_id: momentId, userid: userId },
    });
  }
}
