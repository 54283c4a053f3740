import type { SandboxComplaint } from '../interfaces/merchant-complaint.interface.js';
import type { OrderState } from './order.state.js';
import { newComplaintId, newFlowNo } from './pay.identifiers.js';

/** One step of a complaint. 协商历史 */
export interface Negotiation {
  readonly logNo: string;
  readonly at: number;
  readonly operator: '投诉人' | '商家';
  readonly kind: string;
  readonly text: string;
  /** Ids. */
  readonly images: readonly string[];
}

/** One complaint, until the merchant says that it is settled. */
export class ComplaintState implements SandboxComplaint {
  readonly complaintId: string;
  readonly history: Negotiation[] = [];
  state: SandboxComplaint['state'] = 'PENDING';

  /** @param image id */
  constructor(
    readonly order: OrderState,
    readonly detail: string,
    readonly phone: string,
    image: string | undefined,
    readonly createdAt: number,
  ) {
    this.complaintId = newComplaintId(createdAt);
    this.note('投诉人', 'USER_CREATE_COMPLAINT', detail, image === undefined ? [] : [image], createdAt);
  }

  get outTradeNo(): string {
    return this.order.outTradeNo;
  }

  /** Ids of what the payer has sent. */
  get images(): readonly string[] {
    return this.history.filter(({ operator }) => operator === '投诉人').flatMap(({ images }) => images);
  }

  get replies(): SandboxComplaint['replies'] {
    return this.history
      .filter(({ kind }) => kind === 'MERCHANT_RESPONSE')
      .map(({ text: content, images }) => ({ content, images }));
  }

  note(
    operator: Negotiation['operator'],
    kind: string,
    text: string,
    images: readonly string[],
    at: number,
  ): void {
    this.history.push({ logNo: newFlowNo(at), at, operator, kind, text, images });
  }
}
