import type { WorkAnswer } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';

type Config = WorkAnswer<'GET /cgi-bin/oa/vacation/getcorpconf'>['lists'][number];
type Quota = WorkAnswer<'POST /cgi-bin/oa/vacation/getuservacationquota'>['lists'][number];

const DAY = 86_400;

/** A kind of leave that is given out by hand. */
const kindOf = (id: number, name: string): Config => ({
  id,
  name,
  time_attr: 0,
  duration_type: 0,
  quota_attr: {
    type: 1,
    autoreset_time: 0,
    autoreset_duration: 0,
    quota_rule_type: 0,
    quota_rules: { list: [], based_on_actual_work_time: false },
    at_entry_date: false,
  },
  perday_duration: DAY,
  is_newovertime: 0,
  enter_comp_time_limit: 0,
});

/** Kinds of leave, and how much of each members have. 假期管理 */
export class VacationBook {
  readonly kinds: readonly Config[] = [kindOf(1, '年假'), kindOf(2, '事假'), kindOf(3, '病假')];
  readonly #left = new Map<string, Map<number, number>>();

  quotasOf(userid: string): Quota[] {
    const left = this.#left.get(userid.toLowerCase());
    return this.kinds.map(({ id, name }) => {
      const duration = left?.get(id) ?? 0;
      return {
        id,
        vacationname: name,
        assignduration: duration,
        usedduration: 0,
        leftduration: duration,
        real_assignduration: duration,
      };
    });
  }

  /** @throws {WorkRefusal} for a kind there is not, or less than nothing */
  give(userid: string, id: number, seconds: number): void {
    if (!this.kinds.some((kind) => kind.id === id)) throw new WorkRefusal(301025, `vacation_id ${id}`);
    if (seconds < 0) throw new WorkRefusal(301025, 'leftduration');
    const key = userid.toLowerCase();
    this.#left.set(key, new Map(this.#left.get(key)).set(id, seconds));
  }
}
