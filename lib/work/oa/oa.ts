import type { WorkAgentApi } from '../work.api.js';
import { WorkApprovalService } from './approval.service.js';
import { WorkCalendarService } from './calendar.service.js';
import { WorkCheckinService } from './checkin.service.js';
import { WorkDialService } from './dial.service.js';
import { WorkJournalService } from './journal.service.js';
import { WorkMeetingRoomService } from './meeting-room.service.js';
import { WorkScheduleService } from './schedule.service.js';
import { WorkVacationService } from './vacation.service.js';

/**
 * The office (办公). The application must be allowed to call each part of it in the console (可调用接口的应用).
 *
 * @publicApi
 */
export class WorkOa {
  /** 审批 */
  readonly approvals: WorkApprovalService;
  /** 打卡 */
  readonly checkins: WorkCheckinService;
  /** 日历 */
  readonly calendars: WorkCalendarService;
  /** 日程 */
  readonly schedules: WorkScheduleService;
  /** 会议室 */
  readonly meetingRooms: WorkMeetingRoomService;
  /** 汇报 */
  readonly journals: WorkJournalService;
  /** 假期 */
  readonly vacations: WorkVacationService;
  /** 紧急通知, 公费电话 */
  readonly dials: WorkDialService;

  constructor(client: WorkAgentApi) {
    this.approvals = new WorkApprovalService(client);
    this.checkins = new WorkCheckinService(client);
    this.calendars = new WorkCalendarService(client);
    this.schedules = new WorkScheduleService(client);
    this.meetingRooms = new WorkMeetingRoomService(client);
    this.journals = new WorkJournalService(client);
    this.vacations = new WorkVacationService(client);
    this.dials = new WorkDialService(client);
  }
}
