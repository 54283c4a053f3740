import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { Clientele } from './clientele.js';
import type { CustomerState } from './customer.state.js';

/** A customer on the way from one member to another. */
interface Transfer {
  readonly customer: CustomerState;
  /** The member may have left: only the userid is sure. */
  readonly from: string;
  readonly to: MemberState;
  /** Milliseconds of the sandbox's clock; a customer who says nothing is handed over then. */
  readonly dueAt: number;
  isDone: boolean;
}

/** A customer may refuse for so long. */
const PATIENCE = 86_400_000;
const DONE = 1;
const WAITING = 2;

/** What a call asks for. */
export interface TransferRequest {
  readonly handover_userid: string;
  readonly takeover_userid: string;
  readonly external_userid: readonly string[];
}

/** What became of each customer. */
export interface TransferAnswer {
  readonly external_userid: string;
  readonly errcode: number;
}

/** Customers who get another member to look after them. 在职继承 · 离职继承 */
export class TransferDesk {
  readonly #transfers: Transfer[] = [];

  constructor(private readonly clientele: Clientele) {}

  /** @throws {WorkRefusal} when the members are not as they must be */
  begin(request: TransferRequest, hasLeft: boolean): TransferAnswer[] {
    const { handover_userid: from, takeover_userid: to, external_userid: ids } = request;
    const { book } = this.clientele;
    const successor = book.need(to);
    if (from === to) throw new WorkRefusal(40130);
    if (hasLeft && book.find(from)) throw new WorkRefusal(40097);
    if (!hasLeft) book.need(from);
    return ids.map((id) => ({ external_userid: id, errcode: this.#beginOne(id, from, successor, hasLeft) }));
  }

  /** How each transfer between two members stands. */
  results(from: string, to: string): { external_userid: string; status: number; takeover_time?: number }[] {
    this.#settle();
    return this.#transfers
      .filter((one) => one.from === from && one.to.userid === to)
      .map(({ customer, isDone, dueAt }) => ({
        external_userid: customer.externalUserId,
        status: isDone ? DONE : WAITING,
        takeover_time: Math.floor(dueAt / 1000),
      }));
  }

  #beginOne(id: string, from: string, to: MemberState, hasLeft: boolean): number {
    const { customers, book, clock } = this.clientele;
    const customer = customers.find(id);
    if (!customer) return 40096;
    const member = book.find(from);
    const isFollower = hasLeft
      ? customers.unassigned.some((one) => one.customer === customer && one.member.userid === from)
      : member !== undefined && customer.follows.has(member);
    if (!isFollower) return 40131;
    if (this.#transfers.some((one) => one.customer === customer && !one.isDone)) return 40100;
    this.#transfers.push({ customer, from, to, dueAt: clock.now() + PATIENCE, isDone: false });
    return 0;
  }

  /** Hands over whom nobody has kept. */
  #settle(): void {
    const { customers, book, clock } = this.clientele;
    for (const transfer of this.#transfers) {
      if (transfer.isDone || transfer.dueAt > clock.now()) continue;
      transfer.isDone = true;
      const { customer, from, to } = transfer;
      const member = book.find(from);
      if (member) customers.transfer(customer, member, to);
      else customers.assign(customer, from, to);
    }
  }
}
