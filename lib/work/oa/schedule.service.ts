import { eachItem } from '../../common/index.js';
import { checkCount } from '../limits.js';
import { seconds, type WorkMoment } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Schedules WeCom gives at once. */
const PAGE = 1000;

/**
 * Which of the times of a schedule that repeats are meant: all unless this is given. 重复日程的操作模式
 *
 * @publicApi
 */
export interface WorkScheduleOccasions {
  /** This one alone (仅此日程), or it and all later ones (将来的所有日程). */
  mode: 'one' | 'following';
  /** When that one begins. */
  from: WorkMoment;
}

/**
 * Schedules in calendars (日程). An application sees and changes those in calendars it created itself.
 *
 * @see https://developer.work.weixin.qq.com/document/path/93648
 * @publicApi
 */
export class WorkScheduleService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates a schedule (创建日程). Calls `POST /cgi-bin/oa/schedule/add`.
   *
   * @param schedule times in seconds since 1970
   * @returns its schedule_id
   * @see https://developer.work.weixin.qq.com/document/path/93648
   */
  async add(schedule: WorkBody<'POST /cgi-bin/oa/schedule/add'>['schedule']): Promise<string> {
    const { schedule_id } = await this.client.request('POST /cgi-bin/oa/schedule/add', {
      body: { schedule },
    });
    return schedule_id;
  }

  /**
   * Puts all of a schedule anew (更新日程). Calls `POST /cgi-bin/oa/schedule/update`: what is left out is emptied.
   *
   * @param options `skipAttendees` leaves the attendees as they are; `occasions` changes some times of one that repeats
   * @returns the schedule_id of what was changed: a new one where `occasions` split it off
   * @throws {WeChatApiError} 90485 for `occasions` of one that does not repeat, 90482 when none of its times begins then,
   * 90484 when a single one would repeat
   * @see https://developer.work.weixin.qq.com/document/path/97720
   */
  async update(
    schedule: WorkBody<'POST /cgi-bin/oa/schedule/update'>['schedule'],
    {
      occasions,
      skipAttendees = false,
    }: { occasions?: WorkScheduleOccasions | undefined; skipAttendees?: boolean | undefined } = {},
  ): Promise<string> {
    const { schedule_id } = await this.client.request('POST /cgi-bin/oa/schedule/update', {
      body: { ...(skipAttendees && { skip_attendees: 1 }), ...operationOn(occasions), schedule },
    });
    return schedule_id || schedule.schedule_id;
  }

  /**
   * Invites members (新增日程参与者). Calls `POST /cgi-bin/oa/schedule/add_attendees`.
   *
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/93648
   */
  async addAttendees(scheduleId: string, userIds: readonly string[]): Promise<void> {
    checkCount(userIds, 'userIds');
    await this.client.request('POST /cgi-bin/oa/schedule/add_attendees', {
      body: { schedule_id: scheduleId, attendees: userIds.map((userid) => ({ userid })) },
    });
  }

  /**
   * Takes back invitations (删除日程参与者). Calls `POST /cgi-bin/oa/schedule/del_attendees`.
   *
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/93648
   */
  async removeAttendees(scheduleId: string, userIds: readonly string[]): Promise<void> {
    checkCount(userIds, 'userIds');
    await this.client.request('POST /cgi-bin/oa/schedule/del_attendees', {
      body: { schedule_id: scheduleId, attendees: userIds.map((userid) => ({ userid })) },
    });
  }

  /**
   * Schedules (获取日程详情). Calls `POST /cgi-bin/oa/schedule/get`.
   *
   * @param scheduleIds 1000 at most
   * @see https://developer.work.weixin.qq.com/document/path/93648
   */
  async get(
    scheduleIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/schedule/get'>['schedule_list']> {
    if (scheduleIds.length === 0) return [];
    const { schedule_list } = await this.client.request('POST /cgi-bin/oa/schedule/get', {
      body: { schedule_id_list: [...scheduleIds] },
    });
    return schedule_list;
  }

  /**
   * Calls a schedule off (取消日程). Calls `POST /cgi-bin/oa/schedule/del`.
   *
   * @param occasions some times of one that repeats
   * @throws {WeChatApiError} 90485 for `occasions` of one that does not repeat, 90482 when none of its times begins then
   * @see https://developer.work.weixin.qq.com/document/path/93648
   */
  async delete(scheduleId: string, occasions?: WorkScheduleOccasions): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/schedule/del', {
      body: { schedule_id: scheduleId, ...operationOn(occasions) },
    });
  }

  /**
   * All that stands in a calendar, what was called off too (获取日历下的日程列表). Calls
   * `POST /cgi-bin/oa/schedule/get_by_calendar` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97723
   */
  list(
    calId: string,
  ): AsyncGenerator<
    WorkAnswer<'POST /cgi-bin/oa/schedule/get_by_calendar'>['schedule_list'][number],
    void,
    undefined
  > {
    return eachItem(PAGE, async (offset, limit) => {
      const { schedule_list } = await this.client.request('POST /cgi-bin/oa/schedule/get_by_calendar', {
        body: { cal_id: calId, offset, limit },
      });
      return { items: schedule_list };
    });
  }
}

const operationOn = (
  occasions: WorkScheduleOccasions | undefined,
): { op_mode?: number; op_start_time?: number } =>
  occasions ? { op_mode: occasions.mode === 'one' ? 1 : 2, op_start_time: seconds(occasions.from) } : {};
