import type { Readable } from 'node:stream';
import type { UploadFile } from '../catalog/index.js';
import { WeChatParseError } from '../common/index.js';
import type { OfficialAccountApi } from './official-account.api.js';

/**
 * Temporary media (临时素材), kept by WeChat for three days.
 *
 * @publicApi
 */
export class OfficialAccountMediaService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Uploads a file (新增临时素材). Calls `POST /cgi-bin/media/upload`.
   *
   * @param type picture 10 MB, voice 2 MB and 60 s (AMR, MP3), video 10 MB (MP4), thumb 64 KB (JPG)
   * @returns the media_id
   * @throws {WeChatApiError} 40004 for a wrong type, 40006 for a wrong size
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html
   */
  async upload(type: 'image' | 'voice' | 'video' | 'thumb', media: UploadFile): Promise<string> {
    const answer = await this.client.request('POST /cgi-bin/media/upload', {
      query: { type },
      files: { media },
    });
    return (answer.media_id ?? answer.thumb_media_id) as string;
  }

  /**
   * The bytes of a picture or voice message (获取临时素材). Calls `GET /cgi-bin/media/get`. For a video WeChat answers
   * with an address instead: use {@link getVideoUrl}.
   *
   * @throws {WeChatApiError} 40007 for an unknown or expired media_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
   */
  get(mediaId: string): Promise<Buffer> {
    return this.client.request('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }

  /** As {@link get}, as a stream. */
  getStream(mediaId: string): Promise<Readable> {
    return this.client.stream('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }

  /**
   * The address of a video (获取临时素材, 视频). Calls `GET /cgi-bin/media/get`.
   *
   * @throws {WeChatParseError} for a picture or voice message
   */
  async getVideoUrl(mediaId: string): Promise<string> {
    const bytes = await this.get(mediaId);
    const url = videoUrlIn(bytes);
    if (typeof url !== 'string')
      throw new WeChatParseError('The media is no video: get its bytes with media.get()');
    return url;
  }

  /**
   * Uploads a picture for use inside articles (上传图文消息内的图片): JPG or PNG below 1 MB. Calls
   * `POST /cgi-bin/media/uploadimg`.
   *
   * @returns its address
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
   */
  async uploadImage(media: UploadFile): Promise<string> {
    const { url } = await this.client.request('POST /cgi-bin/media/uploadimg', { files: { media } });
    return url;
  }
}

function videoUrlIn(bytes: Buffer): unknown {
  try {
    return (JSON.parse(bytes.toString('utf8')) as { video_url?: unknown } | null)?.video_url;
  } catch {
    return undefined;
  }
}
