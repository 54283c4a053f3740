import type { Readable } from 'node:stream';
import type { UploadFile } from '../catalog/index.js';
import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkIndex, checkPage, eachItem } from '../account/index.js';

const MAX_PAGE = 20;

/** Kinds of permanent material that are listed. */
export type MaterialType = BodyOf<'POST /cgi-bin/material/batchget_material'>['type'];
/** One piece of material in a list. */
export type MaterialItem = OfficialAnswer<'POST /cgi-bin/material/batchget_material'>['item'][number];
/** An article of permanent news. */
export type MaterialArticle = BodyOf<'POST /cgi-bin/material/add_news'>['articles'][number];

/** Title and introduction of a video. */
export interface VideoDescription {
  /** 视频素材的标题, at most 30 characters. */
  title: string;
  /** 视频素材的描述 */
  introduction: string;
}

const MOST_ARTICLES = 8;
const LONGEST_VIDEO_TITLE = 30;

/**
 * Permanent material (永久素材): 100,000 pictures and articles, 1,000 voice messages and videos at most. Pictures for use
 * inside articles are uploaded with `media.uploadImage()`.
 *
 * @publicApi
 */
export class OfficialAccountMaterialService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Uploads a picture, a voice message or a thumbnail (新增其他类型永久素材). Calls `POST /cgi-bin/material/add_material`.
   *
   * @param type image 10 MB (BMP, PNG, JPEG, JPG, GIF), voice 2 MB and 60 s (MP3, WMA, WAV, AMR), thumb 64 KB (JPG)
   * @param media a Buffer, a stream with its size, or `await uploadFrom(path)`
   * @returns the media_id, and for a picture the address for use within WeChat
   * @throws {WeChatApiError} 40005 for a wrong kind of file, 40009 to 40012 for a wrong size, 45001 when it is too large
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
   */
  add(
    type: 'image' | 'voice' | 'thumb',
    media: UploadFile,
  ): Promise<OfficialAnswer<'POST /cgi-bin/material/add_material'>> {
    return this.client.request('POST /cgi-bin/material/add_material', { query: { type }, files: { media } });
  }

  /**
   * Uploads a video (新增永久视频素材): MP4, 10 MB. Calls `POST /cgi-bin/material/add_material`.
   *
   * @returns the media_id
   * @throws {RangeError} for a title of more than 30 characters
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
   */
  async addVideo(media: UploadFile, { title, introduction }: VideoDescription): Promise<string> {
    if (title.length < 1 || title.length > LONGEST_VIDEO_TITLE)
      throw new RangeError(
        `A video's title takes 1 to ${LONGEST_VIDEO_TITLE} characters, not ${title.length}`,
      );
    const { media_id } = await this.client.request('POST /cgi-bin/material/add_material', {
      query: { type: 'video' },
      files: { media },
      body: { description: JSON.stringify({ title, introduction }) },
    });
    return media_id;
  }

  /**
   * Keeps articles as permanent news (新增永久图文素材). Calls `POST /cgi-bin/material/add_news`.
   *
   * @returns the media_id
   * @throws {RangeError} unless there are 1 to 8 articles
   * @deprecated WeChat has replaced it with the draft box: `draft.add()`
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
   */
  async addNews(articles: MaterialArticle[]): Promise<string> {
    checkArticles(articles.length);
    const { media_id } = await this.client.request('POST /cgi-bin/material/add_news', { body: { articles } });
    return media_id;
  }

  /**
   * Replaces one article of permanent news (修改永久图文素材). Calls `POST /cgi-bin/material/update_news`.
   *
   * @param index place of the article, from 0
   * @throws {WeChatApiError} 40007 for an unknown media_id, 40114 for a place that does not exist
   * @deprecated WeChat has replaced it with the draft box: `draft.update()`
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Editing_Permanent_Rich_Media_Assets.html
   */
  async updateNews(mediaId: string, article: MaterialArticle, index = 0): Promise<void> {
    checkIndex(index, 'index');
    await this.client.request('POST /cgi-bin/material/update_news', {
      body: { media_id: mediaId, index, articles: article },
    });
  }

  /**
   * The bytes of a picture, voice message or thumbnail (获取永久素材). Calls `POST /cgi-bin/material/get_material`. Of
   * videos and news WeChat gives a description instead: use {@link getVideo} and {@link getNews}.
   *
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Getting_Permanent_Assets.html
   */
  get(mediaId: string): Promise<Buffer> {
    return this.client.request('POST /cgi-bin/material/get_material', { body: { media_id: mediaId } });
  }

  /** As {@link get}, as a stream. */
  getStream(mediaId: string): Promise<Readable> {
    return this.client.stream('POST /cgi-bin/material/get_material', { body: { media_id: mediaId } });
  }

  /**
   * Title, description and address of a video (获取永久素材, 视频). Calls `POST /cgi-bin/material/get_material`.
   *
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @throws {WeChatHttpError} for a picture, voice message or thumbnail: their bytes are not JSON
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Getting_Permanent_Assets.html
   */
  getVideo(mediaId: string): Promise<OfficialAnswer<'POST /cgi-bin/material/get_material#as-video'>> {
    return this.client.request('POST /cgi-bin/material/get_material#as-video', {
      body: { media_id: mediaId },
    });
  }

  /**
   * The articles of permanent news (获取永久素材, 图文). Calls `POST /cgi-bin/material/get_material`.
   *
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @throws {WeChatHttpError} for a picture, voice message or thumbnail: their bytes are not JSON
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Getting_Permanent_Assets.html
   */
  async getNews(
    mediaId: string,
  ): Promise<OfficialAnswer<'POST /cgi-bin/material/get_material#as-news'>['news_item']> {
    const { news_item } = await this.client.request('POST /cgi-bin/material/get_material#as-news', {
      body: { media_id: mediaId },
    });
    return news_item;
  }

  /**
   * How many pieces of each kind there are, those made in the console included (获取素材总数). Calls
   * `GET /cgi-bin/material/get_materialcount`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_the_total_of_all_materials.html
   */
  count(): Promise<OfficialAnswer<'GET /cgi-bin/material/get_materialcount'>> {
    return this.client.request('GET /cgi-bin/material/get_materialcount');
  }

  /**
   * All material of one kind, the latest first (获取素材列表). Calls `POST /cgi-bin/material/batchget_material` for every
   * twenty; a page that fails throws.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_materials_list.html
   */
  list(type: MaterialType): AsyncGenerator<MaterialItem, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, count) => {
      const { item: items, total_count: total } = await this.getPage(type, offset, count);
      return { items, total };
    });
  }

  /**
   * One page of material of one kind (获取素材列表). Calls `POST /cgi-bin/material/batchget_material`.
   *
   * @param offset place of the first piece, from 0
   * @param count 1 to 20
   * @throws {RangeError} for a page outside these limits
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_materials_list.html
   */
  async getPage(
    type: MaterialType,
    offset = 0,
    count = 20,
  ): Promise<OfficialAnswer<'POST /cgi-bin/material/batchget_material'>> {
    checkPage(offset, count, MAX_PAGE);
    return this.client.request('POST /cgi-bin/material/batchget_material', { body: { type, offset, count } });
  }

  /**
   * Removes a piece of material for good (删除永久素材). Calls `POST /cgi-bin/material/del_material`.
   *
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Deleting_Permanent_Assets.html
   */
  async delete(mediaId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/material/del_material', { body: { media_id: mediaId } });
  }
}

function checkArticles(length: number): void {
  if (length < 1 || length > MOST_ARTICLES)
    throw new RangeError(`News take 1 to ${MOST_ARTICLES} articles, not ${length}`);
}
