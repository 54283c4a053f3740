import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxMemberOptions } from './interfaces/sandbox-corp-options.interface.js';
import type { SandboxFormat } from './interfaces/sandbox-options.interface.js';
import type { SandboxWorkMessage } from './interfaces/sandbox-work-message.interface.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import { WHITE_PIXEL } from './picture/white-pixel.js';
import type { PushTree } from './push/push.writer.js';
import type { AgentState } from './work/agent.state.js';
import type { MemberState } from './work/contacts/member.state.js';
import type { CorpState } from './work/corp.state.js';
import { changeMember, removeMember } from './work/contacts/member.changes.js';
import type { PrivateField } from './work/login/work-login.desk.js';
import { readCard } from './work/message/card.reader.js';
import type { DeliveredMessage } from './work/message/delivered.message.js';
import { pushToAgent } from './work/push/agent.pusher.js';
import { cardEvent, type CardChoice, taskCardEvent } from './work/push/card.events.js';
import { workTapEvent } from './work/push/menu.events.js';
import { listAt, textAt } from './work/push/work-reply.reader.js';

/**
 * Which application a member turns to, and how WeCom passes it on.
 *
 * @publicApi
 */
export interface SandboxToAgent {
  /** Name of the agent. @default the only one that is an application */
  agent?: string;
  /** @default that of the agent */
  format?: SandboxFormat;
}

/**
 * A member of a corporation with a phone. What they do is pushed to the application, and its answer is what each method
 * resolves to; each rejects with {@link SandboxPushError} when no answer WeCom would accept comes. 企业成员
 *
 * @publicApi
 */
export class SandboxCorpMember {
  readonly #corp: CorpState;
  readonly #state: MemberState;

  /** @internal Members are made by {@link SandboxCorp.member}. */
  constructor(corp: CorpState, state: MemberState) {
    this.#corp = corp;
    this.#state = state;
  }

  get userid(): string {
    return this.#state.userid;
  }

  get name(): string {
    return this.#state.name;
  }

  /** What WeChat knows the member as. */
  get openid(): string {
    return this.#state.openid;
  }

  get departments(): readonly number[] {
    return this.#state.departments;
  }

  /** What applications have sent the member, cards as they are now. 应用消息 */
  get messages(): readonly SandboxWorkMessage[] {
    return [...this.#state.messages];
  }

  /** Writes a text. 文本消息 */
  async say(text: string, to?: SandboxToAgent): Promise<SandboxWorkReply> {
    return this.send({ MsgType: 'text', Content: text }, to);
  }

  /** Sends a picture. 图片消息 */
  async sendImage(content: Buffer = WHITE_PIXEL, to?: SandboxToAgent): Promise<SandboxWorkReply> {
    const { id } = this.#corp.media.put('image', 'picture.png', content, 'image/png');
    const picture = { PicUrl: `https://wework.qpic.cn/wwpic/${id}/0`, MediaId: id };
    return this.send({ MsgType: 'image', ...picture }, to);
  }

  /** Sends a place. 位置消息 */
  async sendLocation(
    place: { latitude: number; longitude: number; scale?: number; label?: string },
    to?: SandboxToAgent,
  ): Promise<SandboxWorkReply> {
    const { latitude, longitude, scale = 16, label = '' } = place;
    const fields = { Location_X: latitude, Location_Y: longitude, Scale: scale, Label: label };
    return this.send({ MsgType: 'location', ...fields, AppType: 'wxwork' }, to);
  }

  /** Sends anything, message or event; what every push has is filled in. */
  async send(message: { MsgType: string } & PushTree, to: SandboxToAgent = {}): Promise<SandboxWorkReply> {
    return pushToAgent(this.#agentOf(to), message, { userid: this.userid, format: to.format });
  }

  /** Opens an application. Pushes `enter_agent`. 进入应用 */
  async enter(agent?: string): Promise<SandboxWorkReply> {
    return this.#event({ Event: 'enter_agent', EventKey: '' }, agent);
  }

  /** Begins to see an application. Pushes `subscribe`. 关注 */
  async subscribe(agent?: string): Promise<SandboxWorkReply> {
    return this.#event({ Event: 'subscribe', EventKey: '' }, agent);
  }

  /** Sees an application no longer. Pushes `unsubscribe`. 取消关注 */
  async unsubscribe(agent?: string): Promise<SandboxWorkReply> {
    return this.#event({ Event: 'unsubscribe', EventKey: '' }, agent);
  }

  /** Is somewhere with the application open. Pushes `LOCATION`. 上报地理位置 */
  async locate(
    place: { latitude: number; longitude: number; precision?: number },
    agent?: string,
  ): Promise<SandboxWorkReply> {
    const { latitude, longitude, precision = 65 } = place;
    const fields = { Latitude: latitude, Longitude: longitude, Precision: precision, AppType: 'wxwork' };
    return this.#event({ Event: 'LOCATION', ...fields }, agent);
  }

  /**
   * Taps a button of the menu, given by its key or its name. 点击菜单
   *
   * @throws {SandboxUseError} when the menu has no such button, or WeCom pushes nothing for it
   */
  async tap(keyOrName: string, agent?: string): Promise<SandboxWorkReply> {
    const state = this.#agentOf({ agent });
    const button = state.menus.find(keyOrName);
    if (!button) throw new SandboxUseError(`The menu of ${state.name} has no button "${keyOrName}"`);
    const push = workTapEvent(button);
    if (!push) throw new SandboxUseError(`WeCom pushes nothing when a ${button.type} button is tapped`);
    return pushToAgent(state, push, { userid: this.userid });
  }

  /**
   * Scans a code with a button of the menu. Pushes `scancode_push` or `scancode_waitmsg`. 扫码
   *
   * @throws {SandboxUseError} when the menu has no such button
   */
  async scan(keyOrName: string, result: string, agent?: string): Promise<SandboxWorkReply> {
    const state = this.#agentOf({ agent });
    const button = state.menus.find(keyOrName);
    if (!button?.type.startsWith('scancode_'))
      throw new SandboxUseError(`The menu of ${state.name} has no button "${keyOrName}" that scans`);
    const scanned = { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result } };
    const push = { ...workTapEvent(button), ...scanned };
    return pushToAgent(state, push, { userid: this.userid });
  }

  /**
   * Taps a button of a card. Pushes `template_card_event`, `template_card_menu_event` or, for a card of the older kind,
   * `taskcard_click`; an answer that updates the card does. 点击模板卡片
   *
   * @param card one of {@link messages}, its msgid, or its task_id
   * @param key of the button, of the submit button, or of an action of the menu
   * @param choice what was chosen of each question: ids of options by question_key
   * @throws {SandboxUseError} when the member has no such card, or the card no such button
   */
  async tapCard(
    card: SandboxWorkMessage | string,
    key: string,
    choice?: CardChoice,
  ): Promise<SandboxWorkReply> {
    const found = this.#card(typeof card === 'string' ? card : card.msgid);
    if (!found) throw new SandboxUseError(`${this.name} has no such card`);
    const { sent } = found;
    const push = found.card
      ? cardEvent(found, key, this.#corp.messages.codes.issue(sent), choice)
      : taskCardEvent(found, key);
    if (!push || found.recalled) throw new SandboxUseError(`The card has no button "${key}" to tap`);
    const answer = await pushToAgent(sent.agent, push, { userid: this.userid });
    applyTo(found, answer);
    return answer;
  }

  /**
   * Logs in where the application asks for it: inside WeCom, or by scanning the code of a page for browsers. 网页授权 · 扫码登录
   *
   * @param url where the application sent the visitor: WeCom's address or the sandbox's, with all parameters
   * @param shared what the member lets the application know, where it asks for `snsapi_privateinfo`; everything unless told
   * @returns where WeCom sends the visitor back to, with `code` and `state`
   * @throws {SandboxUseError} when WeCom would show an error instead of asking
   */
  async authorize(url: string, shared?: readonly PrivateField[]): Promise<string> {
    const { logins } = this.#corp.shared;
    return logins.allow(logins.open(url, this.#state), this.#state, shared);
  }

  /** Does not, as {@link authorize} does. @returns where WeCom sends the visitor back to, with `state` alone */
  async refuse(url: string): Promise<string> {
    const { logins } = this.#corp.shared;
    return logins.refuse(logins.open(url, this.#state));
  }

  /** Opens a mini program within WeCom. @returns the code of `wx.qy.login`, for `jscode2session` */
  loginToMiniProgram(): string {
    return this.#corp.shared.logins.miniProgramCodes.issue(this.#state);
  }

  /**
   * Changes what the address book says of the member, in the console. Pushes `update_user` to 通讯录同步. 成员变更
   *
   * @throws {SandboxUseError} for what another member has already
   */
  async change(facts: SandboxMemberOptions): Promise<SandboxWorkReply | undefined> {
    return changeMember(this.#corp, this.#state, facts);
  }

  /** Sends whatever the member is asked to send to customers. 确认群发 @returns how many messages that were */
  confirmGroupMessages(): number {
    return this.#corp.clientele.messages.confirm(this.#state);
  }

  /** Publishes whatever the member is asked to show customers. 发表朋友圈 @returns how many that were */
  publishMoments(): number {
    return this.#corp.clientele.moments.publish(this.#state);
  }

  /** Leaves the corporation. Pushes `delete_user` to 通讯录同步. 离职 */
  async leave(): Promise<SandboxWorkReply | undefined> {
    return removeMember(this.#corp, this.#state);
  }

  #event(event: { Event: string } & PushTree, agent: string | undefined): Promise<SandboxWorkReply> {
    const message = { MsgType: 'event', ...event };
    return pushToAgent(this.#agentOf({ agent }), message, { userid: this.userid });
  }

  #agentOf({ agent }: { agent?: string | undefined }): AgentState {
    return agent === undefined ? this.#corp.onlyApplication() : this.#corp.agent(agent);
  }

  #card(id: string): DeliveredMessage | undefined {
    return this.#state.messages.findLast(
      ({ msgid, sent, card }) => msgid === id || (sent.taskId ?? card?.['task_id']) === id,
    );
  }
}

/** A card looks as the application's answer says. */
function applyTo(card: DeliveredMessage, { kind, reply }: SandboxWorkReply): void {
  const [updated] = listAt(reply, 'TemplateCard');
  if (kind === 'update_template_card' && updated) card.replace(readCard(updated));
  if (kind === 'update_button') card.replacedButton = textAt(reply, 'Button.ReplaceName');
  if (kind === 'update_taskcard') card.replacedButton = textAt(reply, 'TaskCard.ReplaceName');
}
