import type { AgentState } from '../agent.state.js';
import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import { checkContent } from './message.checker.js';
import { findRecipients } from './recipients.js';
import { ResponseCodeBook } from './response-code.book.js';
import { SentMessage } from './sent.message.js';

type Sending = WorkBody<'POST /cgi-bin/message/send'>;
type Sent = WorkAnswer<'POST /cgi-bin/message/send'>;
type Updating = WorkBody<'POST /cgi-bin/message/update_template_card'>;

/** Whose card an update means. */
interface Named {
  readonly userids?: readonly string[];
  readonly partyids?: readonly number[];
  readonly tagids?: readonly number[];
  readonly atall?: 0 | 1;
}

const RECALLABLE = 24 * 3_600_000;
const TAPPABLE: ReadonlySet<unknown> = new Set([
  'button_interaction',
  'vote_interaction',
  'multiple_interaction',
]);

/** What applications send to members. 发送应用消息 */
export class MessageDesk {
  readonly codes: ResponseCodeBook;
  readonly #sent = new Map<string, SentMessage>();

  constructor(private readonly corp: CorpState) {
    this.codes = new ResponseCodeBook(corp.shared.world.clock);
  }

  /** @throws {WorkRefusal} for what WeCom sends to nobody */
  send(agent: AgentState, body: Sending): Sent {
    const content = checkContent(this.corp, body);
    const { members, ...invalid } = findRecipients(this.corp, body);
    const message = new SentMessage(agent, { msgtype: body.msgtype, content });
    this.#sent.set(message.msgid, message);
    for (const member of members) message.deliver(member);
    const hasCode = body.msgtype === 'template_card' && isTappable(content);
    return {
      ...invalid,
      msgid: message.msgid,
      ...(hasCode ? { response_code: this.codes.issue(message) } : {}),
    };
  }

  /** @throws {WorkRefusal} for what is too old, or another's */
  recall(agent: AgentState, msgid: string): void {
    const message = this.#sent.get(msgid);
    if (message?.agent !== agent) throw new WorkRefusal(40058, 'the msgid is none of this application');
    if (message.at + RECALLABLE < this.corp.shared.world.clock.now()) throw new WorkRefusal(42052);
    message.recalled = true;
  }

  /** @returns userids whose card was not updated. @throws {WorkRefusal} for a code that is none, or another's */
  update(agent: AgentState, body: Updating): string[] {
    const message = this.codes.find(body.response_code);
    if (!message) throw new WorkRefusal(60140);
    if (message.agent !== agent) throw new WorkRefusal(42015);
    const { button, template_card: card } = body;
    if (!button === !card) throw new WorkRefusal(40058, 'button and template_card: one of the two is given');
    const { members, unknown } = this.#named(message, body);
    this.codes.useUp(body.response_code);
    for (const member of members) {
      const delivered = message.with(member);
      if (card) delivered?.replace(card);
      else if (delivered && button) delivered.replacedButton = button.replace_name;
    }
    return unknown;
  }

  /** Replaces the buttons of a card of the older kind. 任务卡片 */
  updateTask(agent: AgentState, taskId: string, userids: readonly string[], text: string): string[] {
    const message = [...this.#sent.values()].findLast(
      (sent) => sent.agent === agent && sent.msgtype === 'interactive_taskcard' && sent.taskId === taskId,
    );
    if (!message) throw new WorkRefusal(40058, 'the task_id is none of this application');
    const { members, unknown } = this.#named(message, { userids });
    for (const member of members) {
      const delivered = message.with(member);
      if (delivered) delivered.replacedButton = text;
    }
    return unknown;
  }

  /** Those among a message's recipients that an update names; all of them when it names nobody at all. */
  #named(
    message: SentMessage,
    { userids = [], partyids = [], tagids = [], atall }: Named,
  ): { members: readonly MemberState[]; unknown: string[] } {
    if (atall === 1) return { members: message.recipients, unknown: [] };
    const { book, tags } = this.corp;
    const found = userids.map((userid) => [userid, book.find(userid)] as const);
    const unknown = found.filter(([, member]) => !member || !message.with(member)).map(([userid]) => userid);
    const members = [
      ...found.flatMap(([, member]) => member ?? []),
      ...partyids.flatMap((id) => book.membersOf(id, true)),
      ...tagids.flatMap((id) => (tags.has(id) ? tags.membersOf(tags.need(id)) : [])),
    ];
    return { members, unknown };
  }
}

/** Whether a card pushes something when it is tapped. */
const isTappable = ({ card_type: type, action_menu: menu }: Readonly<Record<string, unknown>>): boolean =>
  TAPPABLE.has(type) || menu !== undefined;
