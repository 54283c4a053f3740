import type { SandboxClock } from '../../world/sandbox.clock.js';
import type { WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';
import { customerMessage } from '../customer/customer.messages.js';
import type { CustomerState } from '../customer/customer.state.js';
import { Shelf } from '../shelf.js';
import { newConfigId, newMessageId } from '../work.identifiers.js';
import { KfAccountState } from './kf-account.state.js';

/** Questions and answers of the assistant. 知识库 */
export type KfIntent = Required<WorkBody<'POST /cgi-bin/kf/knowledge/add_intent'>>;

/** What is sent to a customer. */
export interface KfSending {
  readonly msgid?: string;
  readonly msgtype: string;
}

const MAX_TEXT_BYTES = 2048;
const MSGID = /^[\w-]{1,32}$/;
const FILES: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'file']);

/** 微信客服 of a corporation: its accounts, and what is said at them. */
export class KfDesk {
  readonly accounts = new Map<string, KfAccountState>();
  readonly groups = new Shelf<string, { readonly name: string; readonly is_default: 0 | 1 }>(newConfigId);
  readonly intents = new Shelf<string, KfIntent>(newConfigId);

  /** Those the corporation chose itself: each is good for one message. */
  readonly #msgids = new Set<string>();

  constructor(private readonly corp: CorpState) {
    this.groups.add({ name: '默认分组', is_default: 1 });
  }

  get clock(): SandboxClock {
    return this.corp.shared.world.clock;
  }

  open(facts: { name: string; avatar?: string; openKfId?: string }): KfAccountState {
    const account = new KfAccountState(this.corp, facts);
    this.accounts.set(account.openKfId, account);
    return account;
  }

  /** @throws {WorkRefusal} when there is none */
  need(openKfId: string): KfAccountState {
    const account = this.accounts.get(openKfId);
    if (!account) throw new WorkRefusal(95004, openKfId);
    return account;
  }

  /** Sends a message of the corporation's own accord. @throws {WorkRefusal} when it may not */
  send(account: KfAccountState, customer: CustomerState, message: KfSending): string {
    const content = this.#contentOf(message);
    account.needSession(customer).answer(this.clock.now());
    return this.#deliver(account, customer, message, content);
  }

  /** Answers an event with its code. @throws {WorkRefusal} for a code that is none, or no more */
  sendOnEvent(code: string, message: KfSending): string {
    const content = this.#contentOf(message);
    for (const account of this.accounts.values()) {
      const session = account.codes.use(code, () => true);
      if (typeof session === 'string') continue;
      return this.#deliver(account, session.customer, message, content);
    }
    throw new WorkRefusal(95007);
  }

  #contentOf(message: KfSending): Readonly<Record<string, unknown>> {
    const { msgtype, msgid } = message;
    if (msgid !== undefined && !MSGID.test(msgid))
      throw new WorkRefusal(40058, 'msgid has letters, digits, _ and -, at most 32');
    if (msgid !== undefined && this.#msgids.has(msgid))
      throw new WorkRefusal(40058, `msgid ${msgid} was used before`);
    const content = (message as unknown as Record<string, Record<string, unknown> | undefined>)[msgtype];
    if (!content) throw new WorkRefusal(40058, `a message of the type ${msgtype} needs ${msgtype}`);
    if (msgtype === 'text' && Buffer.byteLength(String(content['content'])) > MAX_TEXT_BYTES)
      throw new WorkRefusal(45002, `a text has at most ${MAX_TEXT_BYTES} bytes`);
    if (FILES.has(msgtype)) this.corp.media.need(String(content['media_id']), msgtype);
    if (content['thumb_media_id']) this.corp.media.need(String(content['thumb_media_id']), 'image');
    return content;
  }

  #deliver(
    { openKfId }: KfAccountState,
    customer: CustomerState,
    { msgtype, msgid: chosen }: KfSending,
    content: Readonly<Record<string, unknown>>,
  ): string {
    if (chosen !== undefined) this.#msgids.add(chosen);
    const msgid = chosen ?? newMessageId();
    const origin = { at: this.clock.now(), by: 'kf', from: openKfId } as const;
    customer.messages.push(customerMessage(origin, msgtype, content, msgid));
    return msgid;
  }
}
