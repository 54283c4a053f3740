import type { WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import { newMessageId } from '../work.identifiers.js';
import { customerMessages } from './customer.messages.js';
import type { CustomerState } from './customer.state.js';
import type { Clientele } from './clientele.js';
import type { CustomerChat } from './customer-chat.book.js';

type Template = WorkBody<'POST /cgi-bin/externalcontact/add_msg_template'>;

/** What a member is asked to send. */
interface Errand {
  readonly member: MemberState;
  readonly customers: readonly CustomerState[];
  readonly chats: readonly CustomerChat[];
  /** Seconds; undefined while the member has not confirmed. */
  sentAt?: number;
}

/** A message members are asked to send to their customers. */
export interface GroupMessage {
  readonly msgid: string;
  readonly creator: string;
  readonly body: Template;
  readonly createdAt: number;
  readonly errands: readonly Errand[];
  isCancelled: boolean;
}

const GROUP = 'group';

/** Messages that members send to many customers at once. 企业群发 */
export class GroupMessageDesk {
  readonly #messages = new Map<string, GroupMessage>();

  constructor(private readonly clientele: Clientele) {}

  get list(): readonly GroupMessage[] {
    return [...this.#messages.values()];
  }

  /** @returns the message, and ids that nobody may send it to. @throws {WorkRefusal} when it has no text, or nobody gets it */
  create(body: Template): { message: GroupMessage; failed: string[] } {
    if (!body.text && !body.attachments?.length)
      throw new WorkRefusal(40058, 'text and attachments are missing');
    const failed = (body.external_userid ?? []).filter((id) => !this.#isLookedAfter(id));
    const errands = body.chat_type === GROUP ? this.#toChats(body) : this.#toCustomers(body);
    if (errands.length === 0) throw new WorkRefusal(41048);
    const message: GroupMessage = {
      msgid: newMessageId(),
      creator: body.sender ?? '',
      body,
      createdAt: this.clientele.clock.seconds(),
      errands,
      isCancelled: false,
    };
    this.#messages.set(message.msgid, message);
    return { message, failed };
  }

  /** @throws {WorkRefusal} when there is none */
  need(msgid: string): GroupMessage {
    const message = this.#messages.get(msgid);
    if (!message) throw new WorkRefusal(41047, msgid);
    return message;
  }

  /** Lets a member confirm whatever they are asked to send. @returns how many messages went out */
  confirm(member: MemberState): number {
    const { clock } = this.clientele;
    const waiting = this.list.flatMap((message) =>
      message.isCancelled
        ? []
        : message.errands
            .filter((errand) => errand.member === member && errand.sentAt === undefined)
            .map((errand) => ({ errand, body: message.body })),
    );
    for (const { errand, body } of waiting) {
      errand.sentAt = clock.seconds();
      const origin = { at: clock.now(), by: 'group-message', from: member.userid } as const;
      for (const customer of errand.customers) customer.messages.push(...customerMessages(origin, body));
    }
    return waiting.length;
  }

  #isLookedAfter(id: string): boolean {
    return (this.clientele.customers.find(id)?.follows.size ?? 0) > 0;
  }

  #toCustomers({ external_userid: ids, sender, tag_filter: filter }: Template): Errand[] {
    const { customers } = this.clientele;
    const named = ids ? ids.flatMap((id) => customers.find(id) ?? []) : customers.list;
    const groups = filter?.group_list ?? [];
    const byMember = new Map<MemberState, CustomerState[]>();
    for (const customer of named) {
      // each customer gets it once, of the member who came first
      const found = [...customer.follows].find(
        ([member, { tagIds }]) =>
          (sender === undefined || member.userid === sender) &&
          groups.every(({ tag_list: tags = [] }) => tags.some((tag) => tagIds.has(tag))),
      );
      if (found) byMember.set(found[0], [...(byMember.get(found[0]) ?? []), customer]);
    }
    return [...byMember].map(([member, list]) => ({ member, customers: list, chats: [] }));
  }

  #toChats({ chat_id_list: ids, sender }: Template): Errand[] {
    const { chats } = this.clientele;
    const named = ids ? ids.flatMap((id) => chats.find(id) ?? []) : chats.list;
    const owned = named.filter(({ owner }) => sender === undefined || owner.userid === sender);
    return [...new Set(owned.map(({ owner }) => owner))].map((owner) => ({
      member: owner,
      customers: [],
      chats: owned.filter((chat) => chat.owner === owner),
    }));
  }
}
