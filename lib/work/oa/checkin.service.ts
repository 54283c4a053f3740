import { batchesOf } from '../../account/index.js';
import {
  seconds,
  type SpanInSeconds,
  spanInSeconds,
  type WorkMoment,
  type WorkTimeSpan,
} from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Members WeCom takes at once. */
const MEMBERS = 100;
const DAYS = 30;
const DAYS_OF_A_MONTH = 31;
const MAX_FACE = 1024 * 1024;

/** What a list of members is asked with. */
interface MembersAsked {
  starttime: number;
  endtime: number;
  useridlist: string[];
}

/**
 * Checking in (打卡): rules, records, reports, shifts. Lists take any number of members, who are asked for by the hundred.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90262
 * @publicApi
 */
export class WorkCheckinService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * All rules of the corporation (获取企业所有打卡规则). Calls `POST /cgi-bin/checkin/getcorpcheckinoption`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93384
   */
  async listOptions(): Promise<WorkAnswer<'POST /cgi-bin/checkin/getcorpcheckinoption'>['group']> {
    const { group } = await this.client.request('POST /cgi-bin/checkin/getcorpcheckinoption', { body: {} });
    return group;
  }

  /**
   * The rules members are under on a day (获取员工打卡规则). Calls `POST /cgi-bin/checkin/getcheckinoption` for every hundred
   * members.
   *
   * @param day midnight of it, in Beijing's time
   * @see https://developer.work.weixin.qq.com/document/path/90263
   */
  async *listUserOptions(
    day: WorkMoment,
    userIds: readonly string[],
  ): AsyncGenerator<WorkAnswer<'POST /cgi-bin/checkin/getcheckinoption'>['info'][number], void, undefined> {
    const datetime = seconds(day);
    for (const useridlist of batchesOf(userIds, MEMBERS)) {
      const { info } = await this.client.request('POST /cgi-bin/checkin/getcheckinoption', {
        body: { datetime, useridlist },
      });
      yield* info;
    }
  }

  /**
   * When and where members checked in (获取打卡记录数据). Calls `POST /cgi-bin/checkin/getcheckindata` for every hundred members.
   *
   * @param span 30 days at most
   * @param type 1 at work (上下班打卡), 2 elsewhere (外出打卡), 3 all
   * @throws {RangeError} for a longer span, or one that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/90262
   */
  async *listData(
    span: WorkTimeSpan,
    userIds: readonly string[],
    type: 1 | 2 | 3 = 3,
  ): AsyncGenerator<WorkAnswer<'POST /cgi-bin/checkin/getcheckindata'>['checkindata'][number]> {
    for (const asked of membersAsked(spanInSeconds(span, DAYS), userIds)) {
      const { checkindata } = await this.client.request('POST /cgi-bin/checkin/getcheckindata', {
        body: { ...asked, opencheckindatatype: type },
      });
      yield* checkindata;
    }
  }

  /**
   * What each day came to (获取打卡日报数据). Calls `POST /cgi-bin/checkin/getcheckin_daydata` for every hundred members. A day is
   * reported once it is over.
   *
   * @param span from midnight to midnight, in Beijing's time; the day of the last one is meant too
   * @throws {RangeError} for a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93374
   */
  async *listDayData(
    span: WorkTimeSpan,
    userIds: readonly string[],
  ): AsyncGenerator<
    WorkAnswer<'POST /cgi-bin/checkin/getcheckin_daydata'>['datas'][number],
    void,
    undefined
  > {
    for (const body of membersAsked(spanInSeconds(span), userIds)) {
      const { datas } = await this.client.request('POST /cgi-bin/checkin/getcheckin_daydata', { body });
      yield* datas;
    }
  }

  /**
   * What a span of days came to (获取打卡月报数据). Calls `POST /cgi-bin/checkin/getcheckin_monthdata` for every hundred members.
   *
   * @param span from midnight to midnight, in Beijing's time; the day of the last one is meant too
   * @throws {RangeError} for a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93387
   */
  async *listMonthData(
    span: WorkTimeSpan,
    userIds: readonly string[],
  ): AsyncGenerator<
    WorkAnswer<'POST /cgi-bin/checkin/getcheckin_monthdata'>['datas'][number],
    void,
    undefined
  > {
    for (const body of membersAsked(spanInSeconds(span), userIds)) {
      const { datas } = await this.client.request('POST /cgi-bin/checkin/getcheckin_monthdata', { body });
      yield* datas;
    }
  }

  /**
   * Who works which shift (获取打卡人员排班信息). Calls `POST /cgi-bin/checkin/getcheckinschedulist` for every hundred members.
   *
   * @param span a month at most
   * @throws {RangeError} for more than 31 days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93380
   */
  async *listSchedules(
    span: WorkTimeSpan,
    userIds: readonly string[],
  ): AsyncGenerator<WorkAnswer<'POST /cgi-bin/checkin/getcheckinschedulist'>['schedule_list'][number]> {
    for (const body of membersAsked(spanInSeconds(span, DAYS_OF_A_MONTH), userIds)) {
      const { schedule_list } = await this.client.request('POST /cgi-bin/checkin/getcheckinschedulist', {
        body,
      });
      yield* schedule_list;
    }
  }

  /**
   * Says who works which shift in a month (为打卡人员排班). Calls `POST /cgi-bin/checkin/setcheckinschedulist`.
   *
   * @param groupId of the rule the shifts belong to
   * @param yearMonth `202612`
   * @param items `day` 1 to 31; `schedule_id` 0 for a day off
   * @see https://developer.work.weixin.qq.com/document/path/93385
   */
  async setSchedules(
    groupId: number,
    yearMonth: number,
    items: WorkBody<'POST /cgi-bin/checkin/setcheckinschedulist'>['items'],
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/setcheckinschedulist', {
      body: { groupid: groupId, yearmonth: yearMonth, items },
    });
  }

  /**
   * Checks a member in who forgot to (为打卡人员补卡). Calls `POST /cgi-bin/checkin/punch_correction`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95803
   */
  async correct(correction: WorkBody<'POST /cgi-bin/checkin/punch_correction'>): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/punch_correction', { body: correction });
  }

  /**
   * Adds records of another system (添加打卡记录). Calls `POST /cgi-bin/checkin/add_checkin_record`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/99647
   */
  async addRecords(records: WorkBody<'POST /cgi-bin/checkin/add_checkin_record'>['records']): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/add_checkin_record', { body: { records } });
  }

  /**
   * Shows WeCom the face of a member, who checks in with it (录入打卡人员人脸信息). Calls
   * `POST /cgi-bin/checkin/addcheckinuserface`, ten times a minute at most; a face that was known is replaced.
   *
   * @param picture its bytes, 1 MB at most
   * @throws {RangeError} for an empty picture, or a larger one
   * @throws {WeChatApiError} 301072 for a picture without a usable face, 301069 for nobody's userid, 301071 when somebody
   * else looks much the same: the face is taken all the same
   * @see https://developer.work.weixin.qq.com/document/path/93378
   */
  async addUserFace(userId: string, picture: Uint8Array): Promise<void> {
    if (picture.byteLength === 0 || picture.byteLength > MAX_FACE)
      throw new RangeError(`A picture of a face has 1 to ${MAX_FACE} bytes, not ${picture.byteLength}`);
    const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
    await this.client.request('POST /cgi-bin/checkin/addcheckinuserface', {
      body: { userid: userId, userface: bytes.toString('base64') },
    });
  }

  /**
   * What machines recorded (获取设备打卡数据). Calls `POST /cgi-bin/hardware/get_hardware_checkin_data` for every hundred members.
   *
   * @param span a month at most
   * @param by what the span is of: 1 when somebody checked in, 2 when the machine told of it
   * @throws {RangeError} for more than 31 days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/94126
   */
  async *listHardwareData(
    span: WorkTimeSpan,
    userIds: readonly string[],
    by: 1 | 2 = 1,
  ): AsyncGenerator<WorkAnswer<'POST /cgi-bin/hardware/get_hardware_checkin_data'>['checkindata'][number]> {
    for (const asked of membersAsked(spanInSeconds(span, DAYS_OF_A_MONTH), userIds)) {
      const { checkindata } = await this.client.request('POST /cgi-bin/hardware/get_hardware_checkin_data', {
        body: { ...asked, filter_type: by },
      });
      yield* checkindata;
    }
  }

  /**
   * Creates a rule (创建打卡规则). Calls `POST /cgi-bin/checkin/add_checkin_option`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/98041
   */
  async addOption(option: WorkBody<'POST /cgi-bin/checkin/add_checkin_option'>): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/add_checkin_option', { body: option });
  }

  /**
   * Changes a rule (修改打卡规则). Calls `POST /cgi-bin/checkin/update_checkin_option`. It empties no
   * lists: {@link clearOptionFields} does.
   *
   * @see https://developer.work.weixin.qq.com/document/path/98041
   */
  async updateOption(option: WorkBody<'POST /cgi-bin/checkin/update_checkin_option'>): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/update_checkin_option', { body: option });
  }

  /**
   * Empties lists of a rule (清空打卡规则数组元素). Calls `POST /cgi-bin/checkin/clear_checkin_option_array_field`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/98041
   */
  async clearOptionFields(
    fields: WorkBody<'POST /cgi-bin/checkin/clear_checkin_option_array_field'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/clear_checkin_option_array_field', { body: fields });
  }

  /**
   * Deletes a rule (删除打卡规则). Calls `POST /cgi-bin/checkin/del_checkin_option`.
   *
   * @param effectiveNow today already; from tomorrow on otherwise
   * @see https://developer.work.weixin.qq.com/document/path/98041
   */
  async deleteOption(groupId: number, effectiveNow?: boolean): Promise<void> {
    await this.client.request('POST /cgi-bin/checkin/del_checkin_option', {
      body: { groupid: groupId, effective_now: effectiveNow },
    });
  }
}

function* membersAsked(
  { start, end }: SpanInSeconds,
  userIds: readonly string[],
): Generator<MembersAsked, void, undefined> {
  for (const useridlist of batchesOf(userIds, MEMBERS)) yield { starttime: start, endtime: end, useridlist };
}
