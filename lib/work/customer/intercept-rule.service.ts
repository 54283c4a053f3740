import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A rule. */
export type WorkInterceptRule = WorkAnswer<'POST /cgi-bin/externalcontact/get_intercept_rule'>['rule'];
/** A rule of the list: its id and its name. */
export type WorkInterceptRuleEntry =
  WorkAnswer<'GET /cgi-bin/externalcontact/get_intercept_rule_list'>['rule_list'][number];

/**
 * What members must not say to customers (管理聊天敏感词).
 *
 * @see https://developer.work.weixin.qq.com/document/path/95097
 * @publicApi
 */
export class WorkInterceptRuleService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Makes a rule (新建敏感词规则). Calls `POST /cgi-bin/externalcontact/add_intercept_rule`.
   *
   * @param rule `rule_name` at most 20 characters; `word_list` at most 300 words of 32; `semantics_list` 1 phone numbers, 2
   * e-mail addresses, 3 red packets; `intercept_type` 1 stops the message, 2 warns alone
   * @returns its rule_id
   * @see https://developer.work.weixin.qq.com/document/path/95097
   */
  async add(rule: WorkBody<'POST /cgi-bin/externalcontact/add_intercept_rule'>): Promise<string> {
    const { rule_id } = await this.client.request('POST /cgi-bin/externalcontact/add_intercept_rule', {
      body: rule,
    });
    return String(rule_id);
  }

  /**
   * The rules (获取敏感词规则列表). Calls `GET /cgi-bin/externalcontact/get_intercept_rule_list`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95097
   */
  async list(): Promise<WorkInterceptRuleEntry[]> {
    const { rule_list } = await this.client.request('GET /cgi-bin/externalcontact/get_intercept_rule_list');
    return rule_list;
  }

  /**
   * A rule (获取敏感词规则详情). Calls `POST /cgi-bin/externalcontact/get_intercept_rule`.
   *
   * @throws {WeChatApiError} 41070 for an unknown rule_id
   * @see https://developer.work.weixin.qq.com/document/path/95097
   */
  async get(ruleId: string): Promise<WorkInterceptRule> {
    const { rule } = await this.client.request('POST /cgi-bin/externalcontact/get_intercept_rule', {
      body: { rule_id: ruleId },
    });
    return rule;
  }

  /**
   * Changes what is given of a rule (修改敏感词规则). Calls `POST /cgi-bin/externalcontact/update_intercept_rule`.
   *
   * @throws {WeChatApiError} 41070 for an unknown rule_id
   * @see https://developer.work.weixin.qq.com/document/path/95097
   */
  async update(rule: WorkBody<'POST /cgi-bin/externalcontact/update_intercept_rule'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/update_intercept_rule', { body: rule });
  }

  /**
   * Deletes a rule (删除敏感词规则). Calls `POST /cgi-bin/externalcontact/del_intercept_rule`.
   *
   * @throws {WeChatApiError} 41070 for an unknown rule_id
   * @see https://developer.work.weixin.qq.com/document/path/95097
   */
  async delete(ruleId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/del_intercept_rule', {
      body: { rule_id: ruleId },
    });
  }
}
