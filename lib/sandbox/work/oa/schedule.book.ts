import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import { Shelf } from '../shelf.js';
import { newJobId } from '../work.identifiers.js';

type Given = WorkBody<'POST /cgi-bin/oa/schedule/add'>['schedule'];
type Told = WorkAnswer<'POST /cgi-bin/oa/schedule/get'>['schedule_list'][number];
/** A calendar, as `calendar/add` takes it. */
export type Calendar = WorkBody<'POST /cgi-bin/oa/calendar/add'>['calendar'];

/** Something that is at some time, once or again and again. */
export interface Schedule extends Given {
  /** Times that are left out of a series. */
  readonly excluded?: readonly number[];
  readonly sequence: number;
}

/** Which times of a series a call means: all, one, or one and those after it. */
export interface Occasions {
  readonly op_mode?: number | undefined;
  readonly op_start_time?: number | undefined;
}

const ONE = 1;
const FOLLOWING = 2;

/** Calendars and what is in them. 日历 · 日程 */
export class ScheduleBook {
  readonly calendars = new Shelf<string, Calendar>(() => `wc${newJobId()}`);
  readonly schedules = new Shelf<string, Schedule>(() => newJobId());
  #sequence = 0;

  add(schedule: Given): string {
    this.#sequence += 1;
    return this.schedules.add({ ...schedule, sequence: this.#sequence });
  }

  /** @returns the id of what has become a schedule of its own. @throws {WorkRefusal} when there is none */
  change(id: string, facts: Partial<Given>, occasions: Occasions): string | undefined {
    const schedule = this.schedules.need(id);
    const { op_mode: mode, op_start_time: start } = occasions;
    if ((mode !== ONE && mode !== FOLLOWING) || start === undefined) {
      this.schedules.change(id, facts);
      return undefined;
    }
    this.#leaveOut(id, mode, start);
    return this.add({ ...schedule, start_time: start, ...facts });
  }

  /** @throws {WorkRefusal} when there is none */
  remove(id: string, { op_mode: mode, op_start_time: start }: Occasions): void {
    this.schedules.need(id);
    if ((mode === ONE || mode === FOLLOWING) && start !== undefined) this.#leaveOut(id, mode, start);
    else this.schedules.remove(id);
  }

  /** As `schedule/get` tells it. */
  told(id: string): Told {
    const schedule = this.schedules.need(id);
    const {
      admins = [],
      attendees = [],
      reminders = {},
      excluded = [],
      cal_id,
      start_time,
      end_time,
    } = schedule;
    return {
      schedule_id: id,
      admins,
      ...(start_time === undefined ? {} : { start_time }),
      ...(end_time === undefined ? {} : { end_time }),
      ...(cal_id === undefined ? {} : { cal_id }),
      is_whole_day: schedule.is_whole_day ?? 0,
      status: 0,
      summary: schedule.summary ?? '新建事件',
      description: schedule.description ?? '',
      location: schedule.location ?? '',
      reminders: {
        ...reminders,
        is_remind: reminders.is_remind ?? 0,
        is_repeat: reminders.is_repeat ?? 0,
        exclude_time_list: excluded.map((time) => ({ start_time: time })),
      },
      attendees: attendees.map(({ userid }) => ({ userid, response_status: 0 })),
    };
  }

  #leaveOut(id: string, mode: number, start: number): void {
    const { reminders = {}, excluded = [] } = this.schedules.need(id);
    if (mode === ONE) this.schedules.change(id, { excluded: [...excluded, start] });
    else this.schedules.change(id, { reminders: { ...reminders, repeat_until: start - 1 } });
  }
}
