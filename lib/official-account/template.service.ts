import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

/**
 * Template messages (模板消息).
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Template_Message_Interface.html
 * @publicApi
 */
export class OfficialAccountTemplateService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Sends a template message (发送模板消息). Calls `POST /cgi-bin/message/template/send`. With a `client_msg_id` the
   * call is safe to repeat, and is repeated by itself after a network failure.
   *
   * @returns the msgid, as a string; the outcome comes as the event TEMPLATESENDJOBFINISH
   * @throws {WeChatApiError} 40037 for an unknown template, 43004 when the person does not follow
   */
  async send(message: BodyOf<'POST /cgi-bin/message/template/send'>): Promise<string> {
    const { msgid } = await this.client.request('POST /cgi-bin/message/template/send', { body: message });
    return msgid;
  }

  /** Adds a template of the library to the account (获得模板ID). Calls `POST /cgi-bin/template/api_add_template`. */
  async add(shortId: string, keywords?: string[]): Promise<string> {
    const { template_id } = await this.client.request('POST /cgi-bin/template/api_add_template', {
      body: { template_id_short: shortId, ...(keywords ? { keyword_name_list: keywords } : {}) },
    });
    return template_id;
  }

  /** All templates of the account (获取模板列表). Calls `GET /cgi-bin/template/get_all_private_template`. */
  async list(): Promise<OfficialAnswer<'GET /cgi-bin/template/get_all_private_template'>['template_list']> {
    const { template_list } = await this.client.request('GET /cgi-bin/template/get_all_private_template');
    return template_list;
  }

  /** Removes a template (删除模板). Calls `POST /cgi-bin/template/del_private_template`. */
  async delete(templateId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/template/del_private_template', {
      body: { template_id: templateId },
    });
  }

  /** Sets the account's industries (设置所属行业). Calls `POST /cgi-bin/template/api_set_industry`. */
  async setIndustry(primaryId: string, secondaryId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/template/api_set_industry', {
      body: { industry_id1: primaryId, industry_id2: secondaryId },
    });
  }

  /** The account's industries (获取设置的行业信息). Calls `GET /cgi-bin/template/get_industry`. */
  getIndustry(): Promise<OfficialAnswer<'GET /cgi-bin/template/get_industry'>> {
    return this.client.request('GET /cgi-bin/template/get_industry');
  }
}
