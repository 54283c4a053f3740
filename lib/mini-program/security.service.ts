import type { UploadFile } from '../catalog/index.js';
import { WeChatApiError, WeChatParseError } from '../common/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

/** Where a content appears: 1 profile, 2 comment, 3 forum, 4 social log. */
export type ContentScene = 1 | 2 | 3 | 4;

/** A text to check, and whose it is: a person who opened the mini program within two hours. */
export interface CheckedText extends Omit<BodyOf<'POST /wxa/msg_sec_check'>, 'version'> {
  openid: string;
  scene: ContentScene;
  /** At most 2500 characters. */
  content: string;
}

/** A picture or sound to check, and whose it is. */
export interface CheckedMedia extends Omit<BodyOf<'POST /wxa/media_check_async'>, 'version'> {
  openid: string;
  scene: ContentScene;
  /** 1 sound, 2 picture. */
  media_type: 1 | 2;
}

/** What WeChat thinks of a text. */
export interface TextVerdict {
  suggest: 'pass' | 'review' | 'risky';
  /** 100 normal, 10001 advertising, 20001 politics, 20002 pornography, 20003 abuse, 20006 crime, 20008 fraud … */
  label: number;
  trace_id: string;
  detail: NonNullable<OfficialAnswer<'POST /wxa/msg_sec_check'>['detail']>;
}

const VERSION = 2;
const MAX_TEXT = 2500;
const MAX_IMAGE = 1024 * 1024;
const RISKY = 87014;

/**
 * Content security (内容安全), and how risky a person is (风控).
 *
 * @publicApi
 */
export class MiniProgramSecurityService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Checks a text (文本内容安全识别). Calls `POST /wxa/msg_sec_check`, version 2.
   *
   * @throws {RangeError} beyond 2500 characters
   * @throws {WeChatApiError} 61010 when the person has not opened the mini program within two hours, 40003 for an unknown one
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
   */
  async checkText(text: CheckedText): Promise<TextVerdict> {
    const { length } = [...text.content];
    if (length > MAX_TEXT)
      throw new RangeError(`content takes ${MAX_TEXT} characters at most, not ${length}`);
    const answer = await this.client.request('POST /wxa/msg_sec_check', {
      body: { ...text, version: VERSION },
    });
    const { result, trace_id, detail = [] } = answer;
    if (!result) throw new WeChatParseError('The answer to POST /wxa/msg_sec_check holds no verdict');
    return { suggest: result.suggest as TextVerdict['suggest'], label: result.label, trace_id, detail };
  }

  /**
   * Has a picture or a sound checked (音视频内容安全识别). Calls `POST /wxa/media_check_async`, version 2; the verdict comes
   * within 30 minutes as the event `wxa_media_check` with the same trace_id: `@WeChatEvent('wxa_media_check')`.
   *
   * @param media `media_url` is an address WeChat can fetch, picture or sound of 10 MB at most
   * @returns the trace_id
   * @throws {WeChatApiError} 61010 when the person has not opened the mini program within two hours, 45009 beyond 2000 a minute
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html
   */
  async checkMediaAsync(media: CheckedMedia): Promise<string> {
    const { trace_id } = await this.client.request('POST /wxa/media_check_async', {
      body: { ...media, version: VERSION },
    });
    return trace_id;
  }

  /**
   * Checks a picture at once, as the older interface does (图片内容安全识别 1.0). Calls `POST /wxa/img_sec_check`; for new
   * code WeChat recommends {@link checkMediaAsync}.
   *
   * @param media a picture of 1 MB at most, 750 × 1334 pixels
   * @returns false when WeChat found something (87014)
   * @throws {RangeError} for a larger file
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/sec-check/security.imgSecCheck.html
   */
  async checkImage(media: UploadFile): Promise<boolean> {
    const { content, size = content instanceof Uint8Array ? content.byteLength : 0 } = media;
    if (size > MAX_IMAGE) throw new RangeError(`A picture takes ${MAX_IMAGE} bytes at most, not ${size}`);
    try {
      await this.client.request('POST /wxa/img_sec_check', { files: { media } });
      return true;
    } catch (error) {
      if (error instanceof WeChatApiError && error.errcode === RISKY) return false;
      throw error;
    }
  }

  /**
   * How risky a person is (获取用户安全等级). Calls `POST /wxa/getuserriskrank`.
   *
   * @param person `scene` 0 for registration, 1 for marketing; `client_ip` the person's own
   * @returns `risk_rank` 0 to 4, and `unoin_id` (WeChat's spelling), the id of this inquiry
   * @throws {WeChatApiError} 61010 when the person has not opened the mini program within half an hour
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/safety-control-capability/getUserRiskRank.html
   */
  async getUserRiskRank(
    person: Omit<BodyOf<'POST /wxa/getuserriskrank'>, 'appid'>,
  ): Promise<OfficialAnswer<'POST /wxa/getuserriskrank'>> {
    return this.client.request('POST /wxa/getuserriskrank', {
      body: { appid: this.client.appId, ...person },
    });
  }
}
