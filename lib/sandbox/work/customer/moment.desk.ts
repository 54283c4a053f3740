import type { WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import { newJobId, newMessageId } from '../work.identifiers.js';
import type { Clientele } from './clientele.js';
import type { CustomerState } from './customer.state.js';

type Task = WorkBody<'POST /cgi-bin/externalcontact/add_moment_task'>;

/** Something members are asked to show their customers. */
export interface Moment {
  readonly momentId: string;
  readonly jobId: string;
  readonly body: Task;
  readonly createdAt: number;
  /** Who is asked, and who sees it. */
  readonly viewers: ReadonlyMap<MemberState, readonly CustomerState[]>;
  readonly published: Set<MemberState>;
  isCancelled: boolean;
}

/** What members show their customers. 客户朋友圈 */
export class MomentDesk {
  readonly #moments = new Map<string, Moment>();

  constructor(private readonly clientele: Clientele) {}

  get list(): readonly Moment[] {
    return [...this.#moments.values()];
  }

  /** @throws {WorkRefusal} for one with nothing to see */
  create(body: Task): Moment {
    if (!body.text && !body.attachments?.length) throw new WorkRefusal(41089);
    const moment = {
      momentId: `mom${newMessageId()}`,
      jobId: newJobId(),
      body,
      createdAt: this.clientele.clock.seconds(),
      viewers: this.#viewers(body),
      published: new Set<MemberState>(),
      isCancelled: false,
    };
    this.#moments.set(moment.momentId, moment);
    return moment;
  }

  /** @throws {WorkRefusal} when there is none */
  need(momentId: string): Moment {
    const moment = this.#moments.get(momentId);
    if (!moment) throw new WorkRefusal(41060, momentId);
    return moment;
  }

  /** @throws {WorkRefusal} when there is none */
  byJob(jobId: string): Moment {
    const moment = this.list.find((one) => one.jobId === jobId);
    if (!moment) throw new WorkRefusal(40088, jobId);
    return moment;
  }

  /** Lets a member publish whatever they are asked to. @returns how many moments that were */
  publish(member: MemberState): number {
    const waiting = this.list.filter(
      ({ viewers, published, isCancelled }) => viewers.has(member) && !published.has(member) && !isCancelled,
    );
    for (const { published } of waiting) published.add(member);
    return waiting.length;
  }

  #viewers({ visible_range: range = {} }: Task): ReadonlyMap<MemberState, readonly CustomerState[]> {
    const { book, customers } = this.clientele;
    const { user_list: users, department_list: departments } = range.sender_list ?? {};
    const isAll = !users && !departments;
    const senders = isAll
      ? book.members
      : [
          ...(users ?? []).flatMap((userid) => book.find(userid) ?? []),
          ...(departments ?? []).flatMap((id) => book.membersOf(id, true)),
        ];
    const tags = range.external_contact_list?.tag_list;
    const found = [...new Set(senders)].map(
      (member) =>
        [
          member,
          customers
            .of(member)
            .filter(({ follows }) => !tags || tags.some((tag) => follows.get(member)?.tagIds.has(tag))),
        ] as const,
    );
    return new Map(found.filter(([, seen]) => seen.length > 0));
  }
}
