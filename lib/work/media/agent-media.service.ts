import type { UploadFile } from '../../catalog/work.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';
import { WorkMediaService, type WorkMediaType } from './media.service.js';

type FromUrl = WorkBody<'POST /cgi-bin/media/upload_by_url'>;

/** A file on a server of your own, up to 200 MB, that WeCom fetches: the server must take requests for parts (Range). */
export type WorkMediaAddress = Omit<FromUrl, 'scene' | 'type'> & { readonly type: 'video' | 'file' };

/** How far a job is: `status` 1 under way, 2 done, 3 failed; `detail` has the media_id, or why there is none. */
export type WorkMediaJob = WorkAnswer<'POST /cgi-bin/media/get_upload_by_url_result'>;

/** What something is attached to: a moment (朋友圈), or a picture book of products (商品图册). */
const ATTACHMENTS = { moment: '1', product: '2' } as const;

/**
 * Temporary media (临时素材), with what only applications may do.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91054
 * @publicApi
 */
export class WorkAgentMediaService extends WorkMediaService {
  constructor(protected override readonly client: WorkAgentApi) {
    super(client);
  }

  /**
   * A voice message recorded with JS-SDK, in better sound (获取高清语音素材): Speex of 16 kHz in place of AMR. Calls
   * `GET /cgi-bin/media/get/jssdk`.
   *
   * @throws {WeChatApiError} 40007 for an unknown or expired media_id
   * @see https://developer.work.weixin.qq.com/document/path/90255
   */
  getHdVoice(mediaId: string): Promise<Buffer> {
    return this.client.request('GET /cgi-bin/media/get/jssdk', { query: { media_id: mediaId } });
  }

  /**
   * Uploads what is to be attached to a moment or a product (上传附件资源). Calls `POST /cgi-bin/media/upload_attachment`.
   *
   * @param type picture 10 MB and 1440 × 1080, video 10 MB and 30 s, file 10 MB
   * @returns the media_id
   * @see https://developer.work.weixin.qq.com/document/path/95098
   */
  async uploadAttachment(
    attachTo: keyof typeof ATTACHMENTS,
    type: Exclude<WorkMediaType, 'voice'>,
    media: UploadFile,
  ): Promise<string> {
    const { media_id } = await this.client.request('POST /cgi-bin/media/upload_attachment', {
      query: { media_type: type, attachment_type: ATTACHMENTS[attachTo] },
      files: { media },
    });
    return media_id;
  }

  /**
   * Has WeCom fetch a file, for welcome messages in groups (生成异步上传任务). Calls `POST /cgi-bin/media/upload_by_url`. The
   * job ends with the event `upload_media_job_finish`.
   *
   * @returns the job, for {@link getUploadByUrlResult}
   * @see https://developer.work.weixin.qq.com/document/path/96219
   */
  async uploadByUrl(file: WorkMediaAddress): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/media/upload_by_url', {
      body: { ...file, scene: 1 },
    });
    return jobid;
  }

  /**
   * How a job went (查询异步任务结果). Calls `POST /cgi-bin/media/get_upload_by_url_result`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/96219
   */
  getUploadByUrlResult(jobId: string): Promise<WorkMediaJob> {
    return this.client.request('POST /cgi-bin/media/get_upload_by_url_result', { body: { jobid: jobId } });
  }
}
