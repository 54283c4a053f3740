/**
 * A red packet a merchant sends. 现金红包
 *
 * @publicApi
 */
export interface SandboxRedPack {
  readonly mchBillNo: string;
  readonly sendListId: string;
  readonly openid: string;
  /** Fen. */
  readonly amount: number;
  readonly wishing: string;
  readonly state: 'SENT' | 'RECEIVED';
}
