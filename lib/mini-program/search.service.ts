import type { UploadFile } from '../catalog/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGES = 1000;

/** A page of the mini program: its path and what stands behind `?`. */
export type SearchPage = BodyOf<'POST /wxa/search/wxaapi_submitpages'>['pages'][number];
/** A page a search found. */
export type SearchedPage = OfficialAnswer<'POST /wxa/sitesearch'>['items'][number];
/** Goods that look like a picture. */
export type SearchedGoods = OfficialAnswer<'POST /wxa/imagesearch'>['items'][number];

/**
 * Search within the mini program (小程序搜索).
 *
 * @publicApi
 */
export class MiniProgramSearchService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Goods of this mini program that look like a picture (站内商品图片搜索). Calls `POST /wxa/imagesearch`.
   *
   * @param image a picture with one thing in its middle
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/search/search.imageSearch.html
   */
  async searchByImage(image: UploadFile): Promise<SearchedGoods[]> {
    const { items } = await this.client.request('POST /wxa/imagesearch', { files: { img: image } });
    return items;
  }

  /**
   * A page of what a search finds (小程序内部搜索). Calls `POST /wxa/sitesearch`.
   *
   * @param nextPageInfo `next_page_info` of the page before; left out for the first one
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/search/search.siteSearch.html
   */
  async getSitePage(keyword: string, nextPageInfo = ''): Promise<OfficialAnswer<'POST /wxa/sitesearch'>> {
    return this.client.request('POST /wxa/sitesearch', {
      body: { keyword, next_page_info: nextPageInfo },
    });
  }

  /**
   * All a search finds, page after page (小程序内部搜索). Calls `POST /wxa/sitesearch`; a page that fails throws.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/search/search.siteSearch.html
   */
  async *searchSite(keyword: string): AsyncGenerator<SearchedPage, void, undefined> {
    let at = '';
    for (;;) {
      const { items, has_next_page, next_page_info } = await this.getSitePage(keyword, at);
      yield* items;
      if (has_next_page !== 1 || !next_page_info || next_page_info === at) return;
      at = next_page_info;
    }
  }

  /**
   * Tells search of pages it should read (提交收录页面). Calls `POST /wxa/search/wxaapi_submitpages`.
   *
   * @param pages 1000 at most
   * @throws {RangeError} for more
   * @throws {WeChatApiError} 40066 for a page the mini program's sitemap keeps back, 47006 for more than may be handed in
   * a day, 85091 when the mini program's search is switched off
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/search/search.submitPages.html
   */
  async submitPages(pages: readonly SearchPage[]): Promise<void> {
    if (pages.length > MAX_PAGES) {
      throw new RangeError(`pages takes ${MAX_PAGES} at most, not ${pages.length}`);
    }
    await this.client.request('POST /wxa/search/wxaapi_submitpages', { body: { pages: [...pages] } });
  }
}
