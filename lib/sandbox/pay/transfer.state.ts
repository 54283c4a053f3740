import { randomBytes } from 'node:crypto';
import type { SandboxTransfer } from '../interfaces/merchant-transfer.interface.js';
import { newTransferBillNo } from './pay.identifiers.js';

/** What a transfer was asked for with. */
export interface TransferTerms {
  readonly appId: string;
  readonly outBillNo: string;
  readonly openid: string;
  /** Fen. */
  readonly amount: number;
  readonly remark: string;
  readonly userName?: string;
  readonly notifyUrl?: string;
  /** All it was asked for with, to know it again. */
  readonly contents: string;
}

/** One transfer, until the person has the money or the merchant has it back. */
export class TransferState implements SandboxTransfer {
  readonly appId: string;
  readonly outBillNo: string;
  readonly openid: string;
  readonly amount: number;
  readonly remark: string;
  readonly userName?: string;
  readonly notifyUrl?: string;
  readonly contents: string;
  readonly transferBillNo: string;
  /** With it the person's WeChat shows the page to confirm on. */
  readonly packageInfo = randomBytes(96).toString('base64');
  state: SandboxTransfer['state'] = 'WAIT_USER_CONFIRM';
  failReason?: string;
  updatedAt: number;

  constructor(
    terms: TransferTerms,
    readonly createdAt: number,
  ) {
    this.appId = terms.appId;
    this.outBillNo = terms.outBillNo;
    this.openid = terms.openid;
    this.amount = terms.amount;
    this.remark = terms.remark;
    this.userName = terms.userName;
    this.notifyUrl = terms.notifyUrl;
    this.contents = terms.contents;
    this.transferBillNo = newTransferBillNo(createdAt);
    this.updatedAt = createdAt;
  }
}
