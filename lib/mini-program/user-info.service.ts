import { type PaidOrder, paymentOf } from '../account/index.js';
import { fingerprint } from '../crypto/index.js';
import { signedQuery } from './login.service.js';
import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';
import {
  type DecryptOptions,
  type MiniProgramUserInfo,
  type MiniProgramWatermark,
  openFor,
  readRawData,
} from './open-data.js';

/**
 * What WeChat tells of people (用户信息), and what their front end was given sealed or signed.
 *
 * @publicApi
 */
export class MiniProgramUserInfoService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * A person's telephone number (获取手机号). Calls `POST /wxa/business/getuserphonenumber`.
   *
   * @param code of the button `getPhoneNumber`, for one use within five minutes; not the code of `wx.login`
   * @param openid whose code it must be
   * @throws {WeChatApiError} 40029 for a code that is wrong, old or used
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
   */
  async getPhoneNumber(
    code: string,
    openid?: string,
  ): Promise<OfficialAnswer<'POST /wxa/business/getuserphonenumber'>['phone_info']> {
    const { phone_info } = await this.client.request('POST /wxa/business/getuserphonenumber', {
      body: { code, ...(openid === undefined ? {} : { openid }) },
    });
    return phone_info;
  }

  /**
   * A plugin's id of a person (获取插件用户openpid). Calls `POST /wxa/getpluginopenpid`.
   *
   * @param code of `wx.pluginLogin`, for one use within five minutes
   * @returns the openpid
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/basic-info/getPluginOpenPId.html
   */
  async getPluginOpenPid(code: string): Promise<string> {
    const { openpid } = await this.client.request('POST /wxa/getpluginopenpid', { body: { code } });
    return openpid;
  }

  /**
   * Whether WeChat sealed this data (检查加密信息), and when. Calls `POST /wxa/business/checkencryptedmsg`.
   *
   * @param encrypted encryptedData as it came, or its SHA-256 as 64 hexadecimal digits
   * @returns `vaild` (WeChat's spelling) and `create_time` (Unix time, s)
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/basic-info/checkEncryptedData.html
   */
  async checkEncryptedData(
    encrypted: string,
  ): Promise<OfficialAnswer<'POST /wxa/business/checkencryptedmsg'>> {
    const isHash = /^[\da-f]{64}$/i.test(encrypted);
    return this.client.request('POST /wxa/business/checkencryptedmsg', {
      body: { encrypted_msg_hash: isHash ? encrypted : fingerprint(encrypted) },
    });
  }

  /**
   * The union id of a person who has just paid, without asking for consent (支付后获取 Unionid). Calls
   * `GET /wxa/getpaidunionid`, within five minutes of the payment.
   *
   * @param order a particular payment; without it the person's latest one
   * @throws {WeChatApiError} 89300 for an unknown payment, 40003 for an unknown openid, 89002 when the mini program
   * belongs to no open platform account
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/basic-info/getPaidUnionid.html
   */
  async getPaidUnionid(openid: string, order?: PaidOrder): Promise<string> {
    const { unionid } = await this.client.request('GET /wxa/getpaidunionid', {
      query: { openid, ...paymentOf(order) },
    });
    return unionid;
  }

  /**
   * A person's keys for traffic between mini program and server (获取用户encryptKey), the last three. Calls
   * `POST /wxa/business/getuserencryptkey`.
   *
   * @throws {WeChatApiError} 87007 when the session key has expired, 87009 when it is not the current one
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/internet/getUserEncryptKey.html
   */
  async getEncryptKeys(
    openid: string,
    sessionKey: string,
  ): Promise<OfficialAnswer<'POST /wxa/business/getuserencryptkey'>['key_info_list']> {
    // WeChat signs the body, too: the one sent here is none
    const { key_info_list } = await this.client.request('POST /wxa/business/getuserencryptkey', {
      query: signedQuery(openid, sessionKey),
    });
    return key_info_list;
  }

  /**
   * Opens what the front end was given sealed (加密数据解密): a local computation.
   *
   * @param sessionKey of `login.code2Session`, from the login before the data was sealed
   * @returns what was sealed, believed to be a `T`: a {@link MiniProgramUserInfo}, a MiniProgramPhoneNumber …
   * @throws {WeChatDecryptError} for malformed data, another session key, another mini program's watermark, and for
   * data older than `maxAge`
   * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
   */
  decrypt<T extends object = MiniProgramUserInfo>(
    sessionKey: string,
    encryptedData: string,
    iv: string,
    options: DecryptOptions = {},
  ): T & { readonly watermark: MiniProgramWatermark } {
    const opened = openFor(this.client.appId, { sessionKey, encryptedData, iv }, options);
    return opened as T & { readonly watermark: MiniProgramWatermark };
  }

  /**
   * Reads the open data a front end sends in clear, after checking its signature (数据签名校验): a local computation.
   *
   * @param rawData the text as it came, never one that was parsed and written again
   * @throws {WeChatSignatureError} when the signature does not fit
   * @throws {WeChatParseError} when it fits a text that is no JSON
   * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
   */
  verifyRawData<T extends object = Omit<MiniProgramUserInfo, 'openId' | 'unionId'>>(
    sessionKey: string,
    rawData: string,
    signature: string,
  ): T {
    return readRawData(sessionKey, rawData, signature) as T;
  }
}
