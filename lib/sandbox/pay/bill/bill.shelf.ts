import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../world/sandbox.clock.js';
import { type BillText, hashBill } from './bill.text.js';

/** An address of a bill is good for five minutes. */
const LIFE = 5 * 60_000;

/** A bill, and how it is to be sent. */
export interface LentBill {
  readonly bill: BillText;
  readonly isGzip: boolean;
  readonly endsAt: number;
}

/** The bills one merchant was given the addresses of. */
export class BillShelf {
  readonly #lent = new Map<string, LentBill>();
  readonly #hashes = new WeakMap<BillText, Promise<string>>();

  constructor(private readonly clock: SandboxClock) {}

  /** @returns what its address ends with, and the SHA-1 of the uncompressed text */
  async lend(bill: BillText, isGzip: boolean): Promise<{ token: string; hash: string }> {
    const hash = this.#hashes.get(bill) ?? hashBill(bill);
    this.#hashes.set(bill, hash);
    const token = randomBytes(48).toString('base64url');
    this.#lent.set(token, { bill, isGzip, endsAt: this.clock.now() + LIFE });
    return { token, hash: await hash };
  }

  /** Undefined when there is nothing with that token, or no longer. */
  find(token: string): LentBill | undefined {
    const lent = this.#lent.get(token);
    if (!lent || lent.endsAt <= this.clock.now()) return undefined;
    return lent;
  }
}
