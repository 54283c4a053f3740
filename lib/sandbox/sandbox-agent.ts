import type { SandboxAgentCredentials } from './interfaces/sandbox-corp-options.interface.js';
import type { SandboxFormat } from './interfaces/sandbox-options.interface.js';
import type { SandboxSignedPage } from './interfaces/sandbox-signed-page.interface.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import { checkPageSignature } from './open/js-sdk.check.js';
import type { PushTree } from './push/push.writer.js';
import type { AgentState } from './work/agent.state.js';
import type { WorkMenu } from './work/app/work-menu.book.js';
import { pushToAgent } from './work/push/agent.pusher.js';

/**
 * An application of a corporation, or another of its secrets, as the console shows it. 应用
 *
 * @publicApi
 */
export class SandboxAgent {
  readonly #state: AgentState;

  /** @internal Agents are made by {@link WeChatSandbox.corp} and {@link SandboxCorp.addAgent}. */
  constructor(state: AgentState) {
    this.#state = state;
  }

  get name(): string {
    return this.#state.name;
  }

  get agentId(): number | undefined {
    return this.#state.agentId;
  }

  get secret(): string {
    return this.#state.secret;
  }

  /** What the application calls itself: what `agent/set` has set. */
  get title(): string {
    return this.#state.title;
  }

  /** To be given to `workAgent()` or `workContacts()`. */
  get credentials(): SandboxAgentCredentials {
    const { agentId, secret, token, encodingAESKey } = this.#state;
    return { ...(agentId === undefined ? {} : { agentId }), secret, token, encodingAESKey };
  }

  /** Where pushes go. 接收消息服务器配置 */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  get format(): SandboxFormat {
    return this.#state.format;
  }

  set format(format: SandboxFormat) {
    this.#state.format = format;
  }

  /** The menu the application has made, if any. 自定义菜单 */
  get menu(): WorkMenu | undefined {
    return this.#state.menus.menu;
  }

  /** How often a token was handed out. */
  get tokenFetches(): number {
    return this.#state.tokens.fetches;
  }

  /** How often the ticket of the application was handed out. agent_config */
  get ticketFetches(): number {
    return this.#state.tickets.fetches.jsapi;
  }

  /**
   * Whether WeCom would let a page use the JS-SDK of the application with this signature. wx.agentConfig
   *
   * @param signed what was given to `wx.agentConfig`, and the address of the page
   */
  checkAgentConfig(signed: SandboxSignedPage): boolean {
    return checkPageSignature(this.#state.tickets, signed);
  }

  /**
   * Pushes any event; what every push has is filled in.
   *
   * @param userid who did it; WeCom itself (`sys`) when nobody is named
   * @throws {SandboxPushError} when no answer comes that WeCom would accept
   */
  async pushEvent(
    event: { Event: string } & PushTree,
    { userid, format }: { userid?: string; format?: SandboxFormat } = {},
  ): Promise<SandboxWorkReply> {
    return pushToAgent(this.#state, { MsgType: 'event', ...event }, { userid, format });
  }

  /** Plays the console's check of the callback URL. 验证URL有效性 @throws {SandboxPushError} when it fails */
  async verifyCallbackUrl(): Promise<void> {
    return this.#state.corp.shared.pusher.verify(this.#state);
  }

  /** Kills its tokens at once: calls are refused with 40014. */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Ends the life of its tokens: calls are refused with 42001. */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }
}
