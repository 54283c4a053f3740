import type { UploadFile } from '../catalog/index.js';
import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

/** What WeChat hears and translates. */
export type SpokenLanguage = 'zh_CN' | 'en_US';

const MAX_TEXT = 600;
const MAX_VOICE = 1024 * 1024;

/**
 * Voice recognition and translation (智能接口).
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Intelligent_Interface/AI_Open_API.html
 * @publicApi
 */
export class OfficialAccountAiService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Hands in a recording for recognition (提交语音). Calls `POST /cgi-bin/media/voice/addvoicetorecofortext`.
   *
   * @param voiceId a name of your own, unique, for {@link getVoiceText}
   * @param voice MP3, 16 kHz, mono, at most 1 MB
   * @throws {RangeError} for more than that
   */
  async addVoice(voiceId: string, voice: UploadFile, lang: SpokenLanguage = 'zh_CN'): Promise<void> {
    const { content, size = content instanceof Uint8Array ? content.byteLength : 0 } = voice;
    if (size > MAX_VOICE) throw new RangeError(`A recording takes ${MAX_VOICE} bytes at most, not ${size}`);
    await this.client.request('POST /cgi-bin/media/voice/addvoicetorecofortext', {
      query: { format: 'mp3', voice_id: voiceId, lang },
      files: { media: voice },
    });
  }

  /**
   * The words of a recording (获取语音识别结果), within ten seconds of {@link addVoice}. Calls
   * `POST /cgi-bin/media/voice/queryrecoresultfortext`.
   */
  async getVoiceText(voiceId: string, lang: SpokenLanguage = 'zh_CN'): Promise<string> {
    const { result } = await this.client.request('POST /cgi-bin/media/voice/queryrecoresultfortext', {
      query: { voice_id: voiceId, lang },
    });
    return result;
  }

  /**
   * Translates between Chinese and English (微信翻译). Calls `POST /cgi-bin/media/voice/translatecontent`.
   *
   * @param text at most 600 bytes (UTF-8)
   * @returns both texts: `from_content` and `to_content`
   * @throws {RangeError} for more than that
   */
  async translate(
    text: string,
    from: SpokenLanguage,
    to: SpokenLanguage,
  ): Promise<OfficialAnswer<'POST /cgi-bin/media/voice/translatecontent'>> {
    const body = Buffer.from(text);
    if (body.length < 1 || body.length > MAX_TEXT) {
      throw new RangeError(`A text to translate takes 1 to ${MAX_TEXT} bytes, not ${body.length}`);
    }
    return this.client.request('POST /cgi-bin/media/voice/translatecontent', {
      query: { lfrom: from, lto: to },
      body,
    });
  }
}
