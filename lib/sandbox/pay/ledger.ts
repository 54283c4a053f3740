import type { SandboxClock } from '../world/sandbox.clock.js';
import { newFlowNo } from './pay.identifiers.js';

/** Fen a new merchant has. */
const BALANCE = 100_000_000;

/** What moved money of a merchant. */
export type LedgerKind = '交易' | '退款' | '退款退回' | '商家转账' | '转账退回' | '现金红包';

/** One movement of money. 资金流水 */
export interface LedgerEntry {
  readonly at: number;
  readonly flowNo: string;
  readonly kind: LedgerKind;
  /** Fen; negative when it left the merchant. */
  readonly amount: number;
  /** Fen that were there afterwards. */
  readonly balance: number;
  /** WeChat Pay's number of what moved it. 微信支付业务单号 */
  readonly businessNo: string;
  /** The merchant's number of it. 业务凭证号 */
  readonly voucherNo: string;
}

/** The money of a merchant. 账户 */
export class Ledger {
  /** Fen. */
  balance = BALANCE;
  readonly entries: LedgerEntry[] = [];

  constructor(private readonly clock: SandboxClock) {}

  /** @param amount fen; negative when it leaves the merchant */
  book(kind: LedgerKind, amount: number, businessNo: string, voucherNo: string): void {
    const at = this.clock.now();
    this.balance += amount;
    const { balance } = this;
    this.entries.push({ at, flowNo: newFlowNo(at), kind, amount, balance, businessNo, voucherNo });
  }
}
