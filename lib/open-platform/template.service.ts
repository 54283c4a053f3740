import type { OfficialAnswer, OpenPlatformApi } from './open-platform.api.js';

const TYPES = { ordinary: 0, standard: 1 } as const;

/** Which library a template is in: the ordinary one, or the one of templates WeChat has reviewed (标准模板库). */
export type TemplateType = keyof typeof TYPES;
/** Code a developer uploaded, not yet a template; create_time in Unix seconds. */
export type TemplateDraft = OfficialAnswer<'GET /wxa/gettemplatedraftlist'>['draft_list'][number];
/** A template; create_time in Unix seconds. */
export type CodeTemplate = OfficialAnswer<'GET /wxa/gettemplatelist'>['template_list'][number];

/**
 * Templates, from which mini programs get their code (小程序模板库). `platform.authorizer(appId).code.commit()` uploads one.
 *
 * @publicApi
 */
export class OpenPlatformTemplateService {
  constructor(private readonly client: OpenPlatformApi) {}

  /**
   * The drafts developers uploaded (获取草稿箱列表). Calls `GET /wxa/gettemplatedraftlist`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/template-management/getTemplatedRaftList.html
   */
  async listDrafts(): Promise<TemplateDraft[]> {
    const { draft_list } = await this.client.request('GET /wxa/gettemplatedraftlist');
    return draft_list;
  }

  /**
   * Makes a template of a draft (将草稿添加到模板库). Calls `POST /wxa/addtotemplate`.
   *
   * @throws {WeChatApiError} 85064 for an unknown draft, 85065 when the library is full
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/template-management/addToTemplate.html
   */
  async add(draftId: number, type: TemplateType = 'ordinary'): Promise<void> {
    const body = { draft_id: draftId, template_type: TYPES[type] };
    await this.client.request('POST /wxa/addtotemplate', { body });
  }

  /**
   * The templates of a library, or of both (获取模板列表). Calls `GET /wxa/gettemplatelist`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/template-management/getTemplateList.html
   */
  async list(type?: TemplateType): Promise<CodeTemplate[]> {
    const query = type === undefined ? {} : { template_type: TYPES[type] };
    const { template_list } = await this.client.request('GET /wxa/gettemplatelist', { query });
    return template_list;
  }

  /**
   * Removes a template (删除代码模板). Calls `POST /wxa/deletetemplate`.
   *
   * @throws {WeChatApiError} 85064 for an unknown one
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/thirdparty-management/template-management/deleteTemplate.html
   */
  async delete(templateId: number | string): Promise<void> {
    await this.client.request('POST /wxa/deletetemplate', { body: { template_id: templateId } });
  }
}
