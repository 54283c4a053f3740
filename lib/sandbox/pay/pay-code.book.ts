import { newOpenid } from '../world/identifiers.js';
import { newAuthCode } from './pay.identifiers.js';
import { PayRefusal } from './pay.refusal.js';

const FORM = /^1[0-5]\d{16}$/;

/** Whose code it is. */
export interface CodeHolder {
  readonly openid: string;
  /** WeChat asks for the password before it pays. */
  readonly needsPassword: boolean;
}

/** The codes payers show to be scanned (付款码), each good for once. */
export class PayCodeBook {
  readonly #holders = new Map<string, CodeHolder>();
  readonly #taken = new Set<string>();

  issue(holder: CodeHolder): string {
    const code = newAuthCode();
    this.#holders.set(code, holder);
    return code;
  }

  /** Whoever shows a code nobody was given is somebody new who pays at once. @throws {PayRefusal} when it is none, or used */
  take(code: string): CodeHolder {
    if (!FORM.test(code))
      throw new PayRefusal(400, 'AUTH_CODE_INVALID', '付款码检验错误，请扫描微信支付被扫条码/二维码');
    if (this.#taken.has(code))
      throw new PayRefusal(400, 'AUTHCODEEXPIRE', '二维码已过期，请用户在微信上刷新后再试');
    this.#taken.add(code);
    return this.holderOf(code);
  }

  holderOf(code: string): CodeHolder {
    return this.#holders.get(code) ?? { openid: newOpenid(), needsPassword: false };
  }
}
