import type { PushTree } from '../../push/push.writer.js';
import { statusOf, type Approval, type ApprovalDesk } from './approval.desk.js';

/** 提单, 同意, 驳回, 撤销, 添加备注 */
export const CHANGES = { applied: 1, approved: 2, refused: 3, withdrawn: 6, commented: 10 } as const;

/** What is pushed when something happens to an application. 审批申请状态变化回调通知 */
export function approvalEvent(
  desk: ApprovalDesk,
  approval: Approval,
  change: keyof typeof CHANGES,
): { readonly Event: string } & PushTree {
  const { spNo, application, applicant, appliedAt, steps, comments, status } = approval;
  return {
    Event: 'sys_approval_change',
    ApprovalInfo: {
      SpNo: spNo,
      SpName: desk.nameOf(approval),
      SpStatus: status,
      TemplateId: application.template_id,
      ApplyTime: appliedAt,
      Applyer: { UserId: applicant.userid, Party: applicant.departments[0] ?? 1 },
      SpRecord: steps.map(({ attr, deciders }) => ({
        SpStatus: statusOf(attr, deciders),
        ApproverAttr: attr,
        Details: deciders.map((one) => ({
          Approver: { UserId: one.userid },
          Speech: one.speech,
          SpStatus: one.status,
          SpTime: one.at,
        })),
      })),
      Notifyer: (application.notifyer ?? []).map((UserId) => ({ UserId })),
      Comments: comments.map(({ id, userid, text, at }) => ({
        CommentUserInfo: { UserId: userid },
        CommentTime: at,
        CommentContent: text,
        CommentId: id,
      })),
      StatuChangeEvent: CHANGES[change],
    },
  };
}
