import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Where rooms are; `building` needs `city`, and `floor` needs both. */
type Place = Pick<WorkBody<'POST /cgi-bin/oa/meetingroom/list'>, 'city' | 'building' | 'floor'>;

/**
 * Meeting rooms (会议室), and who booked them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/93619
 * @publicApi
 */
export class WorkMeetingRoomService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Adds a room (添加会议室). Calls `POST /cgi-bin/oa/meetingroom/add`.
   *
   * @param room `name` 30 characters at most; `city`, `building` and `floor` all or none
   * @returns its meetingroom_id
   * @see https://developer.work.weixin.qq.com/document/path/93619
   */
  async add(room: WorkBody<'POST /cgi-bin/oa/meetingroom/add'>): Promise<number> {
    const { meetingroom_id } = await this.client.request('POST /cgi-bin/oa/meetingroom/add', { body: room });
    return meetingroom_id;
  }

  /**
   * The rooms, or those that meet all conditions (查询会议室). Calls `POST /cgi-bin/oa/meetingroom/list`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93619
   */
  async list(
    conditions: WorkBody<'POST /cgi-bin/oa/meetingroom/list'> = {},
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/list'>['meetingroom_list']> {
    const { meetingroom_list } = await this.client.request('POST /cgi-bin/oa/meetingroom/list', {
      body: conditions,
    });
    return meetingroom_list;
  }

  /**
   * Changes what is given of a room (编辑会议室). Calls `POST /cgi-bin/oa/meetingroom/edit`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93619
   */
  async edit(room: WorkBody<'POST /cgi-bin/oa/meetingroom/edit'>): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/meetingroom/edit', { body: room });
  }

  /**
   * Deletes a room (删除会议室). Calls `POST /cgi-bin/oa/meetingroom/del`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93619
   */
  async delete(meetingRoomId: number): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/meetingroom/del', {
      body: { meetingroom_id: meetingRoomId },
    });
  }

  /**
   * When rooms are booked (查询会议室的预定信息). Calls `POST /cgi-bin/oa/meetingroom/get_booking_info`.
   *
   * @param where one room, or those of a place; all otherwise
   * @param span within one day; from now to midnight otherwise
   * @throws {RangeError} for more than a day, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  async listBookings(
    where: Place & { meetingRoomId?: number | undefined } = {},
    span?: WorkTimeSpan,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/get_booking_info'>['booking_list']> {
    const asked = span && spanInSeconds(span, 1);
    const { booking_list } = await this.client.request('POST /cgi-bin/oa/meetingroom/get_booking_info', {
      body: {
        meetingroom_id: where.meetingRoomId,
        city: where.city,
        building: where.building,
        floor: where.floor,
        start_time: asked?.start,
        end_time: asked?.end,
      },
    });
    return booking_list;
  }

  /**
   * Books a room (预定会议室). Calls `POST /cgi-bin/oa/meetingroom/book`.
   *
   * @param booking times in seconds since 1970
   * @returns `booking_id` and the schedule that came of it
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  book(
    booking: WorkBody<'POST /cgi-bin/oa/meetingroom/book'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/book'>> {
    return this.client.request('POST /cgi-bin/oa/meetingroom/book', { body: booking });
  }

  /**
   * Books a room for a schedule, with all its times where it repeats (通过日程预定会议室). Calls
   * `POST /cgi-bin/oa/meetingroom/book_by_schedule`.
   *
   * @param booker userid
   * @returns `conflict_date`: the days of a schedule that repeats on which the room is taken
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  bookBySchedule(
    meetingRoomId: number,
    scheduleId: string,
    booker: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/book_by_schedule'>> {
    return this.client.request('POST /cgi-bin/oa/meetingroom/book_by_schedule', {
      body: { meetingroom_id: meetingRoomId, schedule_id: scheduleId, booker },
    });
  }

  /**
   * Books a room for a meeting, with all its times where it repeats (通过会议预定会议室). Calls
   * `POST /cgi-bin/oa/meetingroom/book_by_meeting`.
   *
   * @param booker userid
   * @returns `conflict_date`: the days of a meeting that repeats on which the room is taken
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  bookByMeeting(
    meetingRoomId: number,
    meetingId: string,
    booker: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/book_by_meeting'>> {
    return this.client.request('POST /cgi-bin/oa/meetingroom/book_by_meeting', {
      body: { meetingroom_id: meetingRoomId, meetingid: meetingId, booker },
    });
  }

  /**
   * Gives a room back (取消预定会议室). Calls `POST /cgi-bin/oa/meetingroom/cancel_book`.
   *
   * @param booking by its `booking_id`; `keep_schedule` 1 leaves the schedule
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  async cancelBook(booking: WorkBody<'POST /cgi-bin/oa/meetingroom/cancel_book'>): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/meetingroom/cancel_book', { body: booking });
  }

  /**
   * A booking (根据会议室预定ID查询预定详情). Calls `POST /cgi-bin/oa/meetingroom/bookinfo/get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  async getBooking(
    meetingRoomId: number,
    bookingId: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/bookinfo/get'>['schedule']> {
    const { schedule } = await this.client.request('POST /cgi-bin/oa/meetingroom/bookinfo/get', {
      body: { meetingroom_id: meetingRoomId, booking_id: bookingId },
    });
    return schedule;
  }

  /**
   * The booking for a meeting (根据会议ID查询会议室的预定信息). Calls
   * `POST /cgi-bin/oa/meetingroom/get_booking_info_by_meeting_id`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93620
   */
  async getBookingByMeeting(
    meetingRoomId: number,
    meetingId: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/meetingroom/get_booking_info_by_meeting_id'>['schedule']> {
    const { schedule } = await this.client.request(
      'POST /cgi-bin/oa/meetingroom/get_booking_info_by_meeting_id',
      { body: { meetingroom_id: meetingRoomId, meeting_id: meetingId } },
    );
    return schedule;
  }
}
