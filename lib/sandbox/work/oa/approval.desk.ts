import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import { Shelf } from '../shelf.js';
import { newWorkCode } from '../work.identifiers.js';
import { approvedData } from './approval.data.js';

/** What is applied for, as `oa/applyevent` takes it. */
export type Application = WorkBody<'POST /cgi-bin/oa/applyevent'>;
/** As `oa/getapprovaldetail` tells it. */
export type ApprovalDetail = WorkAnswer<'POST /cgi-bin/oa/getapprovaldetail'>['info'];
type Template = WorkBody<'POST /cgi-bin/oa/approval/create_template'>;

/** 1 under way, 2 approved, 3 refused, 4 withdrawn. 审批状态 */
export type ApprovalStatus = 1 | 2 | 3 | 4;

/** Who decides at one step, and how each has. */
interface ApprovalStep {
  /** 1 one of them is enough, 2 all of them. */
  readonly attr: number;
  readonly deciders: {
    readonly userid: string;
    status: ApprovalStatus;
    at: number;
    speech: string;
  }[];
}

/** An application that was made. */
export interface Approval {
  readonly spNo: string;
  readonly application: Application;
  readonly applicant: MemberState;
  /** Seconds. */
  readonly appliedAt: number;
  readonly steps: readonly ApprovalStep[];
  readonly comments: {
    readonly id: string;
    readonly userid: string;
    readonly text: string;
    readonly at: number;
  }[];
  status: ApprovalStatus;
}

/** 或签 and 会签, as `approver` has them; then 审批人 and 或签 of `process`. */
const ONE_OF_THEM = 1;
const ALL_OF_THEM = 2;
const APPROVING = 1;
const ANY_OF_NODE = 2;
let lastComment = 6_750_538_708_562_308_221n;

/** Applications and what is decided on them. 审批 */
export class ApprovalDesk {
  readonly templates = new Shelf<string, Template>(() => `3T${newWorkCode()}`, 301025);
  readonly #approvals = new Map<string, Approval>();
  #last = 0;

  constructor(private readonly corp: CorpState) {}

  get list(): readonly Approval[] {
    return [...this.#approvals.values()];
  }

  /** @throws {WorkRefusal} when there is none */
  need(spNo: string): Approval {
    const approval = this.#approvals.get(spNo);
    if (!approval) throw new WorkRefusal(301025, `there is no sp_no ${spNo}`);
    return approval;
  }

  /** @throws {WorkRefusal} for a template or an applicant there is not */
  apply(application: Application): Approval {
    const { clock } = this.corp.shared.world;
    this.templates.need(application.template_id);
    const applicant = this.corp.book.find(application.creator_userid);
    if (!applicant) throw new WorkRefusal(301055, application.creator_userid);
    this.#last += 1;
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    const approval: Approval = {
      spNo: `${day}${String(this.#last).padStart(4, '0')}`,
      application,
      applicant,
      appliedAt: clock.seconds(),
      steps: stepsOf(application),
      comments: [],
      status: 1,
    };
    this.#approvals.set(approval.spNo, approval);
    return approval;
  }

  /** Somebody decides; where the template says who may, anybody can. @throws {WorkRefusal} for somebody who may not */
  decide(approval: Approval, { userid }: MemberState, status: 2 | 3, speech = ''): void {
    if (approval.status !== 1) throw new WorkRefusal(301025, 'it was decided already');
    const at = this.corp.shared.world.clock.seconds();
    const step = approval.steps.find(({ deciders }) =>
      deciders.some((one) => one.userid === userid && one.status === 1),
    );
    const own = step?.deciders.find((one) => one.userid === userid);
    if (own) Object.assign(own, { status, at, speech });
    else if (approval.steps.length > 0) throw new WorkRefusal(301025, `${userid} does not decide`);
    const isDone = ({ attr, deciders }: ApprovalStep): boolean =>
      deciders[attr === ONE_OF_THEM ? 'some' : 'every']((one) => one.status === 2);
    if (status === 3 || approval.steps.every(isDone)) approval.status = status;
  }

  comment({ comments }: Approval, { userid }: MemberState, text: string): void {
    lastComment += 1n;
    comments.push({ id: String(lastComment), userid, text, at: this.corp.shared.world.clock.seconds() });
  }

  /** What a template is called. */
  nameOf({ application }: Approval): string {
    return this.templates.find(application.template_id)?.template_name[0]?.text ?? '';
  }

  detailOf(approval: Approval): ApprovalDetail {
    const { spNo, application, applicant, appliedAt, steps, comments, status } = approval;
    const controls = this.templates.find(application.template_id)?.template_content.controls ?? [];
    return {
      sp_no: spNo,
      sp_name: this.nameOf(approval),
      sp_status: status,
      template_id: application.template_id,
      apply_time: appliedAt,
      applyer: { userid: applicant.userid, partyid: String(applicant.departments[0] ?? 1) },
      sp_record: steps.map(({ attr, deciders }) => ({
        sp_status: statusOf(attr, deciders),
        approverattr: attr,
        details: deciders.map(({ userid, at, speech, ...decision }) => ({
          approver: { userid },
          speech,
          sp_status: decision.status,
          sptime: at,
          media_id: [],
        })),
      })),
      notifyer: (application.notifyer ?? []).map((userid) => ({ userid })),
      apply_data: approvedData(application, controls),
      comments: comments.map(({ id, userid, text, at }) => ({
        commentid: id,
        commentUserInfo: { userid },
        commentcontent: text,
        commenttime: at,
        media_id: [],
      })),
    };
  }
}

/** How one step stands. */
export function statusOf(attr: number, deciders: ApprovalStep['deciders']): ApprovalStatus {
  if (deciders.some((one) => one.status === 3)) return 3;
  return deciders[attr === ONE_OF_THEM ? 'some' : 'every']((one) => one.status === 2) ? 2 : 1;
}

/** Who decides, where the application says so itself; what is 会签 has another number in either place. */
function stepsOf({ approver = [], process }: Application): ApprovalStep[] {
  const nodes = process?.node_list.filter(({ type }) => type === APPROVING) ?? [];
  const named = [
    ...approver.map(({ attr, userid }) => ({ attr, userids: userid })),
    ...nodes.map(({ apv_rel: relation, userid: userids = [] }) => ({
      attr: relation === ANY_OF_NODE ? ONE_OF_THEM : ALL_OF_THEM,
      userids,
    })),
  ];
  return named.map(({ attr, userids }) => ({
    attr,
    deciders: userids.map((userid) => ({ userid, status: 1, at: 0, speech: '' })),
  }));
}
