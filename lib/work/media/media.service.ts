import type { Readable } from 'node:stream';
import type { UploadFile } from '../../catalog/work.js';
import type { WorkSharedApi } from '../work.api.js';

/** Picture 10 MB (JPG, PNG), voice 2 MB and 60 s (AMR), video 10 MB (MP4), any other file 20 MB; none below 5 bytes. */
export type WorkMediaType = 'image' | 'voice' | 'video' | 'file';

/**
 * Temporary media (临时素材), kept by WeCom for three days; all applications of a corporation may use them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91054
 * @publicApi
 */
export class WorkMediaService {
  constructor(protected readonly client: WorkSharedApi) {}

  /**
   * Uploads a file (上传临时素材). Calls `POST /cgi-bin/media/upload`.
   *
   * @param type picture 10 MB (JPG, PNG), voice 2 MB and 60 s (AMR), video 10 MB (MP4), file 20 MB
   * @param media its filename is what people are shown
   * @returns the media_id
   * @throws {WeChatApiError} 40004 for a wrong kind, 40006 for a wrong size
   * @see https://developer.work.weixin.qq.com/document/path/90253
   */
  async upload(type: WorkMediaType, media: UploadFile): Promise<string> {
    const { media_id } = await this.client.request('POST /cgi-bin/media/upload', {
      query: { type },
      files: { media },
    });
    return media_id;
  }

  /**
   * Uploads a picture for use inside articles (上传图片), for good: 2 MB, a hundred a day. Calls
   * `POST /cgi-bin/media/uploadimg`.
   *
   * @returns its address
   * @see https://developer.work.weixin.qq.com/document/path/90256
   */
  async uploadImage(media: UploadFile): Promise<string> {
    const { url } = await this.client.request('POST /cgi-bin/media/uploadimg', { files: { media } });
    return url;
  }

  /**
   * The bytes behind a media_id (获取临时素材). Calls `GET /cgi-bin/media/get`.
   *
   * @throws {WeChatApiError} 40007 for an unknown or expired media_id, 830002 for one of more than 20 MB
   * @see https://developer.work.weixin.qq.com/document/path/90254
   */
  get(mediaId: string): Promise<Buffer> {
    return this.client.request('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }

  /** As {@link get}, as a stream. @see https://developer.work.weixin.qq.com/document/path/90254 */
  getStream(mediaId: string): Promise<Readable> {
    return this.client.stream('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }
}
