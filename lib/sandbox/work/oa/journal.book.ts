import type { SandboxClock } from '../../world/sandbox.clock.js';
import type { WorkAnswer } from '../api/work-call.interface.js';
import { Shelf } from '../shelf.js';
import { newJobId } from '../work.identifiers.js';

/** A report, as `journal/get_record_detail` tells it. */
export type Journal = WorkAnswer<'POST /cgi-bin/oa/journal/get_record_detail'>['info'];

/** What members report. 汇报 */
export class JournalBook {
  readonly journals = new Shelf<string, Journal>(() => newJobId());

  constructor(private readonly clock: SandboxClock) {}

  /** @returns the report's id */
  add(userid: string, facts: Partial<Journal>): string {
    const id = newJobId();
    const journal: Journal = {
      template_id: newJobId(),
      template_name: '日报',
      receivers: [],
      readed_receivers: [],
      apply_data: { contents: [] },
      comments: [],
      report_time: this.clock.seconds(),
      ...facts,
      journal_uuid: id,
      submitter: { userid },
    };
    return this.journals.add(journal, id);
  }
}
