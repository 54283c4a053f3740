import { eachByCursor } from '../cursor.paging.js';
import { seconds, type WorkMoment } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Meetings WeCom gives at once. */
const PAGE = 100;

export type WorkMeeting = WorkAnswer<'POST /cgi-bin/meeting/get_info'>;
/** A meeting that was arranged, and who could not be invited. */
export type WorkMeetingArranged = WorkAnswer<'POST /cgi-bin/meeting/create'>;

/**
 * Meetings that are arranged beforehand (预约会议). What the advanced edition can do besides goes through `request`.
 *
 * @see https://developer.work.weixin.qq.com/document/path/93705
 * @publicApi
 */
export class WorkMeetingService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Arranges a meeting (创建预约会议). Calls `POST /cgi-bin/meeting/create`.
   *
   * @param meeting `meeting_start` in seconds since 1970, `meeting_duration` in seconds: 300 to 86399
   * @returns its meetingid, how to join, and who could not be invited
   * @see https://developer.work.weixin.qq.com/document/path/93706
   */
  create(meeting: WorkBody<'POST /cgi-bin/meeting/create'>): Promise<WorkMeetingArranged> {
    return this.client.request('POST /cgi-bin/meeting/create', { body: meeting });
  }

  /**
   * Changes what is given of a meeting that has not begun (修改预约会议). Calls `POST /cgi-bin/meeting/update`.
   *
   * @returns who could not be invited
   * @see https://developer.work.weixin.qq.com/document/path/93710
   */
  update(
    meetingId: string,
    changes: Omit<WorkBody<'POST /cgi-bin/meeting/update'>, 'meetingid'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/meeting/update'>> {
    return this.client.request('POST /cgi-bin/meeting/update', {
      body: { ...changes, meetingid: meetingId },
    });
  }

  /**
   * Cancels a meeting that has not begun (取消预约会议). Calls `POST /cgi-bin/meeting/cancel`.
   *
   * @param subMeetingId one of a series alone
   * @see https://developer.work.weixin.qq.com/document/path/93709
   */
  async cancel(meetingId: string, subMeetingId?: string): Promise<void> {
    await this.client.request('POST /cgi-bin/meeting/cancel', {
      body: {
        meetingid: meetingId,
        sub_meetingid: subMeetingId,
      },
    });
  }

  /**
   * A meeting, and who was there (获取会议详情). Calls `POST /cgi-bin/meeting/get_info`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93708
   */
  get(meetingId: string): Promise<WorkMeeting> {
    return this.client.request('POST /cgi-bin/meeting/get_info', { body: { meetingid: meetingId } });
  }

  /**
   * The ids of a member's meetings, page after page (获取成员会议ID列表). Calls `POST /cgi-bin/meeting/get_user_meetingid` for every
   * hundred; a page that fails throws.
   *
   * @param span of their beginnings; either end may be left open
   * @throws {RangeError} for what is no moment
   * @see https://developer.work.weixin.qq.com/document/path/93707
   */
  async *listIds(
    userId: string,
    { start, end }: { start?: WorkMoment | undefined; end?: WorkMoment | undefined } = {},
  ): AsyncGenerator<string, void, undefined> {
    const asked = {
      userid: userId,
      limit: PAGE,
      ...(start === undefined ? {} : { begin_time: seconds(start) }),
      ...(end === undefined ? {} : { end_time: seconds(end) }),
    };
    yield* eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/meeting/get_user_meetingid', {
        body: { ...asked, cursor },
      });
      return { items: page.meetingid_list, next: page.next_cursor };
    });
  }
}
