import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Calendars (日历). An application sees and changes those it created itself.
 *
 * @see https://developer.work.weixin.qq.com/document/path/93647
 * @publicApi
 */
export class WorkCalendarService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates a calendar (创建日历). Calls `POST /cgi-bin/oa/calendar/add`.
   *
   * @returns its cal_id
   * @see https://developer.work.weixin.qq.com/document/path/93647
   */
  async add(calendar: WorkBody<'POST /cgi-bin/oa/calendar/add'>['calendar']): Promise<string> {
    const { cal_id } = await this.client.request('POST /cgi-bin/oa/calendar/add', { body: { calendar } });
    return cal_id;
  }

  /**
   * Puts all of a calendar anew (更新日历). Calls `POST /cgi-bin/oa/calendar/update`: what is left out is emptied.
   *
   * @param options `skipPublicRange` leaves the range of a public one as it is
   * @see https://developer.work.weixin.qq.com/document/path/97716
   */
  async update(
    calendar: WorkBody<'POST /cgi-bin/oa/calendar/update'>['calendar'],
    { skipPublicRange = false }: { skipPublicRange?: boolean | undefined } = {},
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/calendar/update', {
      body: { ...(skipPublicRange && { skip_public_range: 1 }), calendar },
    });
  }

  /**
   * Calendars (获取日历详情). Calls `POST /cgi-bin/oa/calendar/get`.
   *
   * @param calIds 1000 at most
   * @see https://developer.work.weixin.qq.com/document/path/97717
   */
  async get(
    calIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/calendar/get'>['calendar_list']> {
    if (calIds.length === 0) return [];
    const { calendar_list } = await this.client.request('POST /cgi-bin/oa/calendar/get', {
      body: { cal_id_list: [...calIds] },
    });
    return calendar_list;
  }

  /**
   * Deletes a calendar with all that stands in it (删除日历). Calls `POST /cgi-bin/oa/calendar/del`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97718
   */
  async delete(calId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/calendar/del', { body: { cal_id: calId } });
  }
}
