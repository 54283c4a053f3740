import {
  type GivenSignature,
  type JsSdkConfigOptions,
  type JsSdkExplanation,
  JsSdkService,
} from '../../js-sdk/index.js';
import type { WorkAgentApi } from '../work.api.js';
import type { WorkAgentConfig, WorkAgentConfigOptions, WorkJsSdkConfig } from './work-js-sdk.interfaces.js';
import type { WorkTicketKey } from './work-ticket.source.js';

/**
 * What pages inside WeCom need to call its JavaScript interfaces (JS-SDK). Tickets are kept and renewed as tokens are.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90506
 * @publicApi
 */
export class WorkJsSdkService {
  readonly #corp: JsSdkService;
  readonly #agent: JsSdkService;

  constructor(
    private readonly client: WorkAgentApi,
    ticket: (key: WorkTicketKey) => string | Promise<string>,
  ) {
    this.#corp = new JsSdkService(client.corpId, () => ticket('js_api_ticket'));
    this.#agent = new JsSdkService(client.corpId, () => ticket('agent_js_api_ticket'));
  }

  /**
   * Signs a page with the corporation's ticket (企业身份权限签名), for `wx.config`.
   *
   * @param url the page's own address as it says it itself, `location.href`; what follows `#` is left out
   * @throws {TypeError} when url is no absolute http(s) address
   * @throws {WeChatApiError} when WeCom refuses a ticket
   * @see https://developer.work.weixin.qq.com/document/path/90514
   */
  async config(url: string, options: JsSdkConfigOptions): Promise<WorkJsSdkConfig> {
    return { beta: true, ...(await this.#corp.config(url, options)) };
  }

  /**
   * Signs a page with the application's ticket (应用身份权限签名), for `wx.agentConfig`.
   *
   * @param url as in {@link config}
   * @throws {TypeError} when url is no absolute http(s) address
   * @throws {WeChatConfigError} for a secret that belongs to no application
   * @throws {WeChatApiError} when WeCom refuses a ticket
   * @see https://developer.work.weixin.qq.com/document/path/94325
   */
  async agentConfig(url: string, { jsApiList }: WorkAgentConfigOptions): Promise<WorkAgentConfig> {
    const agentid = String(await this.client.requireAgentId());
    const { timestamp, nonceStr, signature } = await this.#agent.config(url, { jsApiList });
    return { corpid: this.client.corpId, agentid, timestamp, nonceStr, signature, jsApiList };
  }

  /**
   * Shows what {@link config} signs for an address, for when `wx.config` says `invalid signature` (签名错误排查). With what the
   * page was given it also tells whether that was right, or for which other address it would have been.
   *
   * @throws what {@link config} throws
   * @see https://developer.work.weixin.qq.com/document/path/90506
   */
  explain(url: string, given?: GivenSignature): Promise<JsSdkExplanation> {
    return this.#corp.explain(url, given);
  }

  /**
   * As {@link explain}, for {@link agentConfig}.
   *
   * @throws what {@link agentConfig} throws
   * @see https://developer.work.weixin.qq.com/document/path/90506
   */
  async explainAgent(url: string, given?: GivenSignature): Promise<JsSdkExplanation> {
    await this.client.requireAgentId();
    return this.#agent.explain(url, given);
  }
}
