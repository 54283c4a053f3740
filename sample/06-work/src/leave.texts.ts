import type { LeaveState } from './leaves.js';

/** What a state is called, on cards and pages. */
export const STATE_TEXTS: Readonly<Record<LeaveState, string>> = {
  asked: '待审批 Asked',
  approved: '已同意 Approved',
  rejected: '已拒绝 Rejected',
};
