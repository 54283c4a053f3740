import type { WorkAnswer } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';

/** A record, as `checkin/getcheckindata` tells it. */
export type CheckinRecord = WorkAnswer<'POST /cgi-bin/checkin/getcheckindata'>['checkindata'][number];

/** What is asked for. */
export interface CheckinQuery {
  readonly opencheckindatatype?: number;
  readonly starttime: number;
  readonly endtime: number;
  readonly useridlist: readonly string[];
}

const MOST = 100;
const LONGEST = 30 * 86_400;
/** 上下班打卡, 外出打卡, 全部打卡 */
const OUTSIDE = 2;
const ALL = 3;
export const OUT_OF_OFFICE = '外出打卡';

/** Who came and went when. 打卡 */
export class CheckinBook {
  readonly #records: CheckinRecord[] = [];

  constructor(private readonly corp: CorpState) {}

  /** @throws {WorkRefusal} for somebody who is no member */
  add(record: Partial<CheckinRecord> & Pick<CheckinRecord, 'userid' | 'checkin_time'>): void {
    const { userid } = this.corp.book.need(record.userid);
    this.#records.push({
      groupname: '打卡',
      groupid: 1,
      checkin_type: '上班打卡',
      exception_type: '',
      sch_checkin_time: record.checkin_time,
      location_title: '',
      location_detail: '',
      wifiname: '',
      notes: '',
      mediaids: [],
      ...record,
      userid,
    });
  }

  /** @throws {WorkRefusal} for too many members, or too long a time */
  find({ opencheckindatatype: type = ALL, starttime, endtime, useridlist }: CheckinQuery): CheckinRecord[] {
    if (useridlist.length < 1 || useridlist.length > MOST) throw new WorkRefusal(301023);
    if (endtime < starttime || endtime - starttime > LONGEST) throw new WorkRefusal(301024);
    const asked = new Set(useridlist.map((userid) => userid.toLowerCase()));
    return this.#records.filter(
      (record) =>
        asked.has(record.userid.toLowerCase()) &&
        record.checkin_time >= starttime &&
        record.checkin_time <= endtime &&
        (type === ALL || (record.checkin_type === OUT_OF_OFFICE) === (type === OUTSIDE)),
    );
  }
}
