import { newOpenid } from '../../world/identifiers.js';
import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import type { DeliveredMessage } from '../message/delivered.message.js';
import { newOpenUserId } from '../work.identifiers.js';

/** What `user/create` takes. */
export type MemberFacts = WorkBody<'POST /cgi-bin/user/create'>;
/** What `user/get` tells. */
export type MemberDetail = WorkAnswer<'GET /cgi-bin/user/get'>;

const ACTIVE = 1;
const DISABLED = 2;

/** A member of a corporation. 成员 */
export class MemberState {
  readonly openid = newOpenid();
  readonly openUserId = newOpenUserId();
  /** What agents and group chats have sent them. */
  readonly messages: DeliveredMessage[] = [];
  #facts: MemberFacts;

  constructor(facts: MemberFacts) {
    this.#facts = { ...facts, department: facts.department ?? [1] };
  }

  get facts(): Readonly<MemberFacts> {
    return this.#facts;
  }

  get userid(): string {
    return this.#facts.userid;
  }

  get name(): string {
    return this.#facts.name;
  }

  get departments(): readonly number[] {
    return this.#facts.department as number[];
  }

  get isDisabled(): boolean {
    return this.#facts.enable === 0;
  }

  change(facts: Partial<MemberFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** As `user/get` tells it. */
  get detail(): MemberDetail {
    const {
      to_invite: _invited,
      avatar_mediaid: avatarId,
      extattr,
      external_profile: profile,
      nickname: _nickname,
      department: _department,
      ...facts
    } = this.#facts;
    const departments = [...this.departments];
    return {
      ...facts,
      ...(avatarId === undefined ? {} : { avatar: `https://wework.qpic.cn/wwhead/${avatarId}/0` }),
      ...(extattr ? { extattr: { attrs: extattr.attrs ?? [] } } : {}),
      ...(profile
        ? {
            external_profile: {
              ...profile,
              external_corp_name: profile.external_corp_name ?? '',
              external_attr: profile.external_attr ?? [],
            },
          }
        : {}),
      department: departments,
      order: facts.order ?? departments.map(() => 0),
      is_leader_in_dept: facts.is_leader_in_dept ?? departments.map(() => 0),
      main_department: facts.main_department ?? departments[0] ?? 1,
      open_userid: this.openUserId,
      gender: String(facts.gender ?? '0'),
      status: this.isDisabled ? DISABLED : ACTIVE,
    };
  }
}
