import type { CorpState } from '../corp.state.js';
import { ApprovalDesk } from './approval.desk.js';
import { CheckinBook } from './checkin.book.js';
import { JournalBook } from './journal.book.js';
import { MeetingRoomBook } from './meeting-room.book.js';
import { ScheduleBook } from './schedule.book.js';
import { VacationBook } from './vacation.book.js';

/** 办公 of a corporation. */
export class Office {
  readonly approvals: ApprovalDesk;
  readonly checkins: CheckinBook;
  readonly journals: JournalBook;
  readonly vacations = new VacationBook();
  readonly rooms = new MeetingRoomBook();
  readonly schedules = new ScheduleBook();

  constructor(corp: CorpState) {
    this.approvals = new ApprovalDesk(corp);
    this.checkins = new CheckinBook(corp);
    this.journals = new JournalBook(corp.shared.world.clock);
  }
}
