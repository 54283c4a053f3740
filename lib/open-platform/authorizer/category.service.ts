import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

const OWNERS = { person: 0, company: 1, government: 2, media: 3, other: 4 } as const;

/** Whom an account belongs to (主体类型). */
export type OwnerType = keyof typeof OWNERS;
/** A category; that of id 0 is the root. `qualify` says what proof a category with sensitive_type 1 needs. */
export type MiniProgramCategory =
  OfficialAnswer<'GET /cgi-bin/wxopen/getallcategories'>['categories_list']['categories'][number];
/** The categories a mini program has, audit_status 1 under review, 2 refused, 3 passed; and how many more it may have. */
export type SetCategories = OfficialAnswer<'GET /cgi-bin/wxopen/getcategory'>;
/** A category of both levels by its ids, with proof as media_ids. */
export type CategoryRequest = BodyOf<'POST /cgi-bin/wxopen/addcategory'>['categories'][number];
/** New proof for one. */
export type CategoryProof = BodyOf<'POST /cgi-bin/wxopen/modifycategory'>;
/** A category by the ids and names a review asks for. */
export type CategoryNames = OfficialAnswer<'GET /wxa/get_category'>['category_list'][number];

/**
 * What a mini program is about (类目管理). The outcome of a review comes as the event wxa_category_audit. All methods but
 * {@link getNames} throw a WeChatApiError with 41033 for an account WeChat's interfaces did not make.
 *
 * @publicApi
 */
export class AuthorizerCategoryService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * The categories this mini program may have (获取可设置的所有类目). Calls `GET /cgi-bin/wxopen/getallcategories`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/getAllCategories.html
   */
  async getAll(): Promise<MiniProgramCategory[]> {
    const { categories_list } = await this.client.request('GET /cgi-bin/wxopen/getallcategories');
    return categories_list.categories;
  }

  /**
   * The categories mini programs of such owners may have (获取不同类型主体可设置的类目). Calls
   * `POST /cgi-bin/wxopen/getcategoriesbytype`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/getAllCategoriesByType.html
   */
  async getByType(owner: OwnerType): Promise<MiniProgramCategory[]> {
    const { categories_list } = await this.client.request('POST /cgi-bin/wxopen/getcategoriesbytype', {
      body: { verify_type: OWNERS[owner] },
    });
    return categories_list.categories;
  }

  /**
   * The categories this mini program has (获取已设置的所有类目). Calls `GET /cgi-bin/wxopen/getcategory`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/getSettingCategories.html
   */
  async getSet(): Promise<SetCategories> {
    return this.client.request('GET /cgi-bin/wxopen/getcategory');
  }

  /**
   * Adds categories (添加类目). Calls `POST /cgi-bin/wxopen/addcategory`.
   *
   * @throws {WeChatApiError} 53300 when the month's changes are used up, 53301 for too many categories, 53302 for one
   * this owner may not have, 53304 for one that is there already, 40007 for an unknown media_id
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/addCategory.html
   */
  async add(categories: readonly CategoryRequest[]): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/addcategory', { body: { categories: [...categories] } });
  }

  /**
   * Removes a category (删除类目). Calls `POST /cgi-bin/wxopen/deletecategory`.
   *
   * @param first id of its first level
   * @param second id of its second level
   * @throws {WeChatApiError} 53308 for one under review
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/deleteCategory.html
   */
  async delete(first: number, second: number): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/deletecategory', { body: { first, second } });
  }

  /**
   * Hands in other proof for a category that was refused (修改类目资质信息). Calls `POST /cgi-bin/wxopen/modifycategory`.
   *
   * @throws {WeChatApiError} 53306 for other ids, 53307 for one that was not refused
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/modifyCategory.html
   */
  async modify(proof: CategoryProof): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/modifycategory', { body: proof });
  }

  /**
   * The approved categories, as a review of code asks for them (获取审核时可填写的类目信息). Calls `GET /wxa/get_category`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/category-management/getAllCategoryName.html
   */
  async getNames(): Promise<CategoryNames[]> {
    const { category_list } = await this.client.request('GET /wxa/get_category');
    return category_list;
  }
}
