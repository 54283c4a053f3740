import { ApiV3Cipher, PlatformKey } from '../../crypto/index.js';
import type { SandboxMerchantOptions } from '../interfaces/merchant-options.interface.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { AnswerManners } from './answer.manners.js';
import { BillShelf } from './bill/bill.shelf.js';
import type { BillText } from './bill/bill.text.js';
import { ComplaintBook } from './complaint.book.js';
import { Ledger } from './ledger.js';
import { OrderBook } from './order.book.js';
import { newApiKey, newCertificateSerial, newMchId } from './pay.identifiers.js';
import { PayCodeBook } from './pay-code.book.js';
import type { PaymentState } from './payment.state.js';
import { PlatformKeyRing } from './platform.key-ring.js';
import { issueCertificate } from './platform.signer.js';
import type { RedPackState } from './red-pack.state.js';
import type { RefundState } from './refund.state.js';
import type { RsaPool } from './rsa.pool.js';
import type { TransferState } from './transfer.state.js';

const YEAR = 365 * 24 * 3_600_000;

/** What the merchant platform knows of a merchant: its keys, its orders, its money. */
export class MerchantState {
  readonly mchId: string;
  readonly apiV3Key: string;
  readonly apiKey: string;
  readonly subMchIds?: readonly string[];
  readonly appIds?: readonly string[];
  readonly serialNo = newCertificateSerial();
  readonly privateKey: string;
  readonly certificate: string;
  /** Verifies what the merchant says, and seals for it. */
  readonly publicKey: PlatformKey;
  readonly cipher: ApiV3Cipher;
  readonly keys: PlatformKeyRing;
  readonly book: OrderBook;
  /** How the next answers are signed. */
  readonly manners = new AnswerManners();
  readonly ledger: Ledger;
  /** By `out_refund_no`. */
  readonly refunds = new Map<string, RefundState>();
  /** By `out_bill_no`. */
  readonly transfers = new Map<string, TransferState>();
  /** Red packets by `mch_billno`. */
  readonly redPacks = new Map<string, RedPackState>();
  readonly codes = new PayCodeBook();
  readonly complaints = new ComplaintBook();
  /** Signs what is meant for the v2 sandbox of WeChat Pay itself (仿真测试系统). */
  readonly sandboxKey = newApiKey();
  readonly bills: BillShelf;
  /** Bills that were made up, by date. */
  readonly hugeBills = new Map<string, BillText>();
  notifyUrl?: string;

  constructor(
    options: SandboxMerchantOptions,
    readonly world: SandboxWorld,
    pool: RsaPool,
  ) {
    this.mchId = options.mchId ?? newMchId();
    this.apiV3Key = options.apiV3Key ?? newApiKey();
    this.apiKey = options.apiKey ?? newApiKey();
    this.subMchIds = options.subMchIds;
    this.appIds = options.appIds;
    this.notifyUrl = options.notifyUrl;
    const pair = pool.take();
    const now = world.clock.now();
    const life = { validFrom: now, validTo: now + 5 * YEAR };
    this.privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    this.certificate = issueCertificate(this.serialNo, pair, this.mchId, '微信商户系统', life);
    this.publicKey = new PlatformKey(this.certificate);
    this.cipher = new ApiV3Cipher(this.apiV3Key);
    this.keys = new PlatformKeyRing(options.keys ?? 'public-key', this.mchId, pool, world.clock);
    this.book = new OrderBook(world.clock);
    this.ledger = new Ledger(world.clock);
    this.bills = new BillShelf(world.clock);
  }

  /** The page in which a payer pays. 收银台 */
  cashierUrl({ prepayId }: PaymentState): string {
    return `${this.world.url}/cashier?prepay_id=${prepayId}`;
  }

  now(): number {
    return this.world.clock.now();
  }
}
