import { eachItem } from '../common/index.js';
import type { AccountApi, OfficialAnswer } from './account.api.js';

type Data<Route extends 'GET /wxaapi/newtmpl/gettemplate' | 'GET /wxaapi/newtmpl/getcategory'> =
  OfficialAnswer<Route>['data'];
type PublicTemplate = OfficialAnswer<'GET /wxaapi/newtmpl/getpubtemplatetitles'>['data'][number];
type Keyword = OfficialAnswer<'GET /wxaapi/newtmpl/getpubtemplatekeywords'>['data'][number];

const PAGE = 30;
const KEYWORDS = { least: 2, most: 5 };
const MAX_SCENE_DESCRIPTION = 15;

/**
 * The templates of subscription messages (订阅消息模板), which official accounts and mini programs manage alike.
 *
 * @publicApi
 */
export abstract class SubscribeTemplateService {
  constructor(protected readonly client: AccountApi) {}

  /**
   * Puts a template together from the public library (选用模板). Calls `POST /wxaapi/newtmpl/addtemplate`.
   *
   * @param tid of {@link listPublicTemplates}
   * @param keywordIds two to five, of {@link listKeywords}, in the order wished; none for a template that is fixed
   * @param sceneDescription what it is for, at most 15 characters
   * @returns the template's id
   * @throws {RangeError} for numbers beyond these
   * @throws {WeChatApiError} 200014 for a wrong tid, 200020 for wrong keywords, 200012 beyond 25 templates
   */
  async addTemplate(
    tid: string | number,
    keywordIds: readonly number[],
    sceneDescription = '',
  ): Promise<string> {
    const { least, most } = KEYWORDS;
    const count = keywordIds.length;
    if (count > 0 && (count < least || count > most)) {
      throw new RangeError(`A template takes ${least} to ${most} keywords, not ${count}`);
    }
    if ([...sceneDescription].length > MAX_SCENE_DESCRIPTION) {
      throw new RangeError(`sceneDescription takes ${MAX_SCENE_DESCRIPTION} characters at most`);
    }
    const { priTmplId } = await this.client.request('POST /wxaapi/newtmpl/addtemplate', {
      body: { tid: String(tid), kidList: [...keywordIds], sceneDesc: sceneDescription },
    });
    return priTmplId;
  }

  /** Removes a template (删除模板). Calls `POST /wxaapi/newtmpl/deltemplate`. */
  async deleteTemplate(templateId: string): Promise<void> {
    await this.client.request('POST /wxaapi/newtmpl/deltemplate', { body: { priTmplId: templateId } });
  }

  /** The account's templates (获取私有模板列表). Calls `GET /wxaapi/newtmpl/gettemplate`. */
  async listTemplates(): Promise<Data<'GET /wxaapi/newtmpl/gettemplate'>> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/gettemplate');
    return data;
  }

  /** The account's categories (获取公众号类目). Calls `GET /wxaapi/newtmpl/getcategory`. */
  async listCategories(): Promise<Data<'GET /wxaapi/newtmpl/getcategory'>> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/getcategory');
    return data;
  }

  /** The keywords of a public template (获取模板中的关键词). Calls `GET /wxaapi/newtmpl/getpubtemplatekeywords`. */
  async listKeywords(tid: string | number): Promise<Keyword[]> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/getpubtemplatekeywords', {
      query: { tid: String(tid) },
    });
    return data;
  }

  /**
   * The public templates of some categories, page after page (获取类目下的公共模板). Calls
   * `GET /wxaapi/newtmpl/getpubtemplatetitles` for every thirty; a page that fails throws.
   *
   * @param categoryIds of {@link listCategories}
   */
  listPublicTemplates(
    categoryIds: readonly (string | number)[],
  ): AsyncGenerator<PublicTemplate, void, undefined> {
    const ids = categoryIds.join(',');
    return eachItem(PAGE, async (start, limit) => {
      const { data: items, count: total } = await this.client.request(
        'GET /wxaapi/newtmpl/getpubtemplatetitles',
        {
          query: { ids, start, limit },
        },
      );
      return { items, total };
    });
  }
}
