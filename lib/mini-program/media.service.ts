import type { Readable } from 'node:stream';
import type { UploadFile } from '../catalog/index.js';
import { WeChatParseError } from '../common/index.js';
import type { MiniProgramApi } from './mini-program.api.js';

/**
 * Temporary media of customer messages (客服消息临时素材), kept by WeChat for three days.
 *
 * @publicApi
 */
export class MiniProgramMediaService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Uploads a picture (新增图片素材): PNG, JPEG, JPG or GIF, 10 MB at most. Calls `POST /cgi-bin/media/upload`.
   *
   * @returns the media_id
   * @throws {WeChatApiError} 40004 for another kind of file, 40006 for a wrong size
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/uploadTempMedia.html
   */
  async upload(media: UploadFile): Promise<string> {
    const { media_id } = await this.client.request('POST /cgi-bin/media/upload', {
      query: { type: 'image' },
      files: { media },
    });
    if (media_id === undefined) throw new WeChatParseError('The answer to the upload holds no media_id');
    return media_id;
  }

  /**
   * The bytes of a picture (获取客服消息内的临时素材). Calls `GET /cgi-bin/media/get`.
   *
   * @throws {WeChatApiError} 40007 for an unknown or expired media_id
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/getTempMedia.html
   */
  get(mediaId: string): Promise<Buffer> {
    return this.client.request('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }

  /** As {@link get}, as a stream. */
  getStream(mediaId: string): Promise<Readable> {
    return this.client.stream('GET /cgi-bin/media/get', { query: { media_id: mediaId } });
  }
}
