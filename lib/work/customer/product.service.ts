import { eachByCursor } from '../cursor.paging.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Something that is for sale. */
export type WorkProduct = WorkAnswer<'POST /cgi-bin/externalcontact/get_product_album'>['product'];
/** A product of the list. */
export type WorkProductEntry =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_product_album_list'>['product_list'][number];

const PAGE = 100;

/**
 * Products members can show their customers (管理商品图册).
 *
 * @see https://developer.work.weixin.qq.com/document/path/95096
 * @publicApi
 */
export class WorkProductService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Adds a product (创建商品图册). Calls `POST /cgi-bin/externalcontact/add_product_album`.
   *
   * @param product `description` at most 300 characters, `price` in fen, at most 9 pictures
   * @returns its product_id
   * @see https://developer.work.weixin.qq.com/document/path/95096
   */
  async add(product: WorkBody<'POST /cgi-bin/externalcontact/add_product_album'>): Promise<string> {
    const { product_id } = await this.client.request('POST /cgi-bin/externalcontact/add_product_album', {
      body: product,
    });
    return product_id;
  }

  /**
   * A product (获取商品图册). Calls `POST /cgi-bin/externalcontact/get_product_album`.
   *
   * @throws {WeChatApiError} 41075 for an unknown product_id
   * @see https://developer.work.weixin.qq.com/document/path/95096
   */
  async get(productId: string): Promise<WorkProduct> {
    const { product } = await this.client.request('POST /cgi-bin/externalcontact/get_product_album', {
      body: { product_id: productId },
    });
    return product;
  }

  /**
   * The products (获取商品图册列表), one after another. Calls `POST /cgi-bin/externalcontact/get_product_album_list` for every
   * hundred; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/95096
   */
  list(): AsyncGenerator<WorkProductEntry, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/get_product_album_list', {
        body: { limit: PAGE, cursor },
      });
      return { items: page.product_list, next: page.next_cursor };
    });
  }

  /**
   * Changes what is given of a product (编辑商品图册). Calls `POST /cgi-bin/externalcontact/update_product_album`.
   *
   * @throws {WeChatApiError} 41075 for an unknown product_id
   * @see https://developer.work.weixin.qq.com/document/path/95096
   */
  async update(product: WorkBody<'POST /cgi-bin/externalcontact/update_product_album'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/update_product_album', { body: product });
  }

  /**
   * Deletes a product (删除商品图册). Calls `POST /cgi-bin/externalcontact/delete_product_album`.
   *
   * @throws {WeChatApiError} 41075 for an unknown product_id
   * @see https://developer.work.weixin.qq.com/document/path/95096
   */
  async delete(productId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/delete_product_album', {
      body: { product_id: productId },
    });
  }
}
