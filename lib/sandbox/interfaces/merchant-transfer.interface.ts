/**
 * A transfer to a person, who has to confirm it. 商家转账单
 *
 * @publicApi
 */
export interface SandboxTransfer {
  readonly outBillNo: string;
  readonly transferBillNo: string;
  readonly openid: string;
  /** Fen. */
  readonly amount: number;
  readonly remark: string;
  readonly state: 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED';
  /** Set once it has failed. */
  readonly failReason?: string;
}
