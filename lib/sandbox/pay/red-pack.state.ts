import type { SandboxRedPack } from '../interfaces/merchant-red-pack.interface.js';
import { newFlowNo } from './pay.identifiers.js';

/** What a red packet was sent with. */
export interface RedPackTerms {
  readonly mchBillNo: string;
  readonly openid: string;
  /** Fen. */
  readonly amount: number;
  readonly count: number;
  readonly wishing: string;
  readonly actName: string;
  readonly remark: string;
}

/** One red packet, until somebody opens it. */
export class RedPackState implements SandboxRedPack {
  readonly mchBillNo: string;
  readonly openid: string;
  readonly amount: number;
  readonly count: number;
  readonly wishing: string;
  readonly actName: string;
  readonly remark: string;
  readonly sendListId: string;
  receivedAt?: number;

  constructor(
    terms: RedPackTerms,
    readonly sentAt: number,
  ) {
    this.mchBillNo = terms.mchBillNo;
    this.openid = terms.openid;
    this.amount = terms.amount;
    this.count = terms.count;
    this.wishing = terms.wishing;
    this.actName = terms.actName;
    this.remark = terms.remark;
    this.sendListId = `1000${newFlowNo(sentAt)}`;
  }

  get state(): SandboxRedPack['state'] {
    return this.receivedAt === undefined ? 'SENT' : 'RECEIVED';
  }
}
