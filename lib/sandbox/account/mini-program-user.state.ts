import { createHmac } from 'node:crypto';
import { isSameSignature } from '../../crypto/index.js';
import { newOpenid, newPhoneNumber, newSessionKey } from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { type PersonFacts, PersonState } from './person.state.js';

/** A person as a mini program sees them. */
export class MiniProgramUserState extends PersonState {
  #sessionKey = newSessionKey();
  /** The person's id for plugins. */
  readonly openpid = newOpenid();
  /** How many messages of a template the person still allows. */
  readonly #allowed = new Map<string, number>();

  constructor(
    facts: PersonFacts,
    world: SandboxWorld,
    /** Of a Chinese phone, without the country's code. */
    readonly phoneNumber: string = newPhoneNumber(),
  ) {
    super(facts, world);
  }

  get sessionKey(): string {
    return this.#sessionKey;
  }

  /** Ends the session: what was signed or sealed with its key is no longer right. */
  renewSession(): string {
    this.#sessionKey = newSessionKey();
    return this.#sessionKey;
  }

  /** Whether somebody knows the session key. 用户登录态签名 */
  isSigned(signature: string): boolean {
    const right = createHmac('sha256', this.#sessionKey).update('').digest('hex');
    return isSameSignature(right, signature);
  }

  allow(templateId: string): void {
    this.#allowed.set(templateId, (this.#allowed.get(templateId) ?? 0) + 1);
  }

  /** Uses up one message the person allowed; `false` when there is none. */
  takeAllowed(templateId: string): boolean {
    const left = this.#allowed.get(templateId) ?? 0;
    if (left > 0) this.#allowed.set(templateId, left - 1);
    return left > 0;
  }
}
