import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import type { SandboxCorpMember } from './sandbox-corp-member.js';
import { SandboxCustomer } from './sandbox-customer.js';
import { inConsole } from './work/contacts/member.changes.js';
import type { MemberState } from './work/contacts/member.state.js';
import type { CorpState } from './work/corp.state.js';
import { pushToAgent } from './work/push/agent.pusher.js';
import { tellCorp } from './work/push/corp.events.js';
import type { Application, Approval, ApprovalDetail } from './work/oa/approval.desk.js';
import { approvalEvent, type CHANGES } from './work/oa/approval.events.js';
import { type CheckinRecord, OUT_OF_OFFICE } from './work/oa/checkin.book.js';
import type { Journal } from './work/oa/journal.book.js';

type Told = Promise<SandboxWorkReply | undefined>;

/**
 * What members do in the office applications of WeCom (审批, 打卡, 汇报, 会议, 直播). What is pushed of approvals goes to the
 * agent `approval`, or to the corporation's only application; of meetings and livestreams to whoever arranged them.
 *
 * @publicApi
 */
export class SandboxOffice {
  readonly #corp: CorpState;

  /** @internal Found at {@link SandboxCorp.office}. */
  constructor(corp: CorpState) {
    this.#corp = corp;
  }

  /** Everything that was applied for, as `oa/getapprovaldetail` tells it. 审批单 */
  get approvals(): readonly ApprovalDetail[] {
    const { approvals } = this.#corp.office;
    return approvals.list.map((approval) => approvals.detailOf(approval));
  }

  /**
   * A member applies for something. Pushes `sys_approval_change`. 提单
   *
   * @returns its number
   * @throws {SandboxUseError} for a template there is not
   */
  async apply(member: SandboxCorpMember, application: Omit<Application, 'creator_userid'>): Promise<string> {
    const { approvals } = this.#corp.office;
    const approval = inConsole(() => approvals.apply({ ...application, creator_userid: member.userid }));
    await this.#tell(approval, 'applied');
    return approval.spNo;
  }

  /**
   * A member agrees. Pushes `sys_approval_change`. 同意
   *
   * @throws {SandboxUseError} for somebody who does not decide, or what is decided already
   */
  async approve(spNo: string, by: SandboxCorpMember, speech?: string): Told {
    return this.#decide(spNo, by, 2, speech);
  }

  /** A member does not, as {@link approve} does. 驳回 */
  async refuse(spNo: string, by: SandboxCorpMember, speech?: string): Told {
    return this.#decide(spNo, by, 3, speech);
  }

  /** Whoever applied takes it back. Pushes `sys_approval_change`. 撤销 */
  async withdraw(spNo: string): Told {
    const approval = inConsole(() => this.#corp.office.approvals.need(spNo));
    approval.status = 4;
    return this.#tell(approval, 'withdrawn');
  }

  /** A member says something. Pushes `sys_approval_change`. 添加备注 */
  async comment(spNo: string, by: SandboxCorpMember, text: string): Told {
    const { approvals } = this.#corp.office;
    const approval = inConsole(() => approvals.need(spNo));
    approvals.comment(approval, this.#memberOf(by), text);
    return this.#tell(approval, 'commented');
  }

  /**
   * A member comes or goes. 打卡
   *
   * @param facts as `checkin/getcheckindata` tells them; now, unless `checkin_time` says otherwise
   */
  checkIn(member: SandboxCorpMember, facts: Partial<CheckinRecord> = {}): void {
    const time = facts.checkin_time ?? this.#corp.shared.world.clock.seconds();
    this.#corp.office.checkins.add({ ...facts, userid: member.userid, checkin_time: time });
  }

  /** A member is out, and says where. 外出打卡 */
  checkInOutside(member: SandboxCorpMember, place: string): void {
    this.checkIn(member, { checkin_type: OUT_OF_OFFICE, location_title: place });
  }

  /** A member reports. 汇报 @returns the report's id */
  report(member: SandboxCorpMember, facts: Partial<Journal> = {}): string {
    return this.#corp.office.journals.add(member.userid, facts);
  }

  /** A meeting begins. Pushes `meeting_start` to whoever arranged it. 会议开始 */
  async startMeeting(meetingId: string): Told {
    return this.#turnMeeting(meetingId, 2, 'meeting_start');
  }

  /** A meeting ends. Pushes `meeting_end` to whoever arranged it. 会议结束 */
  async endMeeting(meetingId: string): Told {
    return this.#turnMeeting(meetingId, 3, 'meeting_end');
  }

  /** A livestream begins. Pushes `living_status_change` to whoever arranged it. 直播开始 */
  async startLiving(livingId: string): Told {
    const living = inConsole(() => this.#corp.livings.needReserved(livingId));
    living.status = 1;
    living.startedAt = this.#corp.shared.world.clock.seconds();
    return pushToAgent(living.agent, livingEvent(livingId, 1));
  }

  /** A livestream ends. Pushes `living_status_change` to whoever arranged it. 直播结束 */
  async endLiving(livingId: string): Told {
    const living = inConsole(() => this.#corp.livings.need(livingId));
    living.status = 2;
    living.endedAt = this.#corp.shared.world.clock.seconds();
    return pushToAgent(living.agent, livingEvent(livingId, 2));
  }

  /**
   * Somebody watches a livestream, from a page that was shared.
   *
   * @param seconds how long
   * @returns `ww_share_code` of the page
   */
  watchLiving(livingId: string, viewer: SandboxCorpMember | SandboxCustomer, seconds = 60): string {
    const { livings, clientele } = this.#corp;
    return inConsole(() => {
      const living = livings.need(livingId);
      const who =
        viewer instanceof SandboxCustomer
          ? clientele.customers.need(viewer.externalUserId)
          : this.#memberOf(viewer);
      living.viewers.push({ who, watched: seconds });
      return livings.share(living, who);
    });
  }

  async #decide(spNo: string, by: SandboxCorpMember, status: 2 | 3, speech?: string): Told {
    const { approvals } = this.#corp.office;
    const approval = inConsole(() => approvals.need(spNo));
    inConsole(() => approvals.decide(approval, this.#memberOf(by), status, speech));
    return this.#tell(approval, status === 2 ? 'approved' : 'refused');
  }

  #tell(approval: Approval, change: keyof typeof CHANGES): Told {
    return tellCorp(this.#corp, 'approval', approvalEvent(this.#corp.office.approvals, approval, change));
  }

  #turnMeeting(meetingId: string, status: 2 | 3, ChangeType: string): Told {
    const meeting = inConsole(() => this.#corp.meetings.needLiving(meetingId));
    meeting.status = status;
    const event = { MsgType: 'event', Event: 'meeting_change', ChangeType, MeetingId: meetingId };
    return pushToAgent(meeting.agent, event);
  }

  #memberOf({ userid }: SandboxCorpMember): MemberState {
    return inConsole(() => this.#corp.book.need(userid));
  }
}

const livingEvent = (LivingId: string, Status: number) => ({
  MsgType: 'event',
  Event: 'living_status_change',
  LivingId,
  Status,
});
