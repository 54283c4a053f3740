import type { IncomingHttpHeaders } from 'node:http';
import { parseLossless, WeChatDecryptError, WeChatSignatureError } from '../common/index.js';
import { type GcmCipher, randomText, type SealedText, type SigningKey } from '../crypto/index.js';
import type { CallEnvelope, SealedBody } from '../http/index.js';
import type { AnswerVerifier } from './answer.verifier.js';
import { ANSWER_REFUSED, INSIDE_DIFFERS, NOT_JSON, NOT_SEALED } from './api-security.messages.js';
import { signedText } from './signed-text.js';

/** Addresses are signed as WeChat knows them, whatever gateway stands before it. */
const ORIGIN = 'https://api.weixin.qq.com';
const NONCE_BYTES = 16;

/** With whose keys requests are sealed and answers opened. */
export interface EnvelopeKeys {
  readonly client: string;
  readonly appId: string;
  readonly cipher: GcmCipher;
  readonly symmetricKeyNo: string;
  readonly signingKey: SigningKey;
  readonly privateKeyNo: string | undefined;
  readonly verifier: AnswerVerifier;
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(bytes: Buffer): Fields | undefined {
  try {
    const value = parseLossless(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

const isSealed = (fields: Fields): fields is Fields & SealedText =>
  [fields['iv'], fields['data'], fields['authtag']].every((value) => typeof value === 'string');

/**
 * The envelope of API 安全: what is said is encrypted, the cipher text signed; answers the other way round.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html
 */
export class ApiEnvelope implements CallEnvelope {
  readonly #keys: EnvelopeKeys;

  constructor(keys: EnvelopeKeys) {
    this.#keys = keys;
  }

  seal(path: string, body: string): SealedBody {
    const { appId, cipher, signingKey, privateKeyNo } = this.#keys;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const safety = `"_n":"${randomText(NONCE_BYTES)}","_appid":${JSON.stringify(appId)},"_timestamp":${timestamp}`;
    const plaintext = body === '{}' ? `{${safety}}` : `{${safety},${body.slice(1)}`;
    const sealed = JSON.stringify(cipher.seal(plaintext, this.#authenticated(path, timestamp)));
    const message = signedText(ORIGIN + path, appId, timestamp, Buffer.from(sealed));
    return {
      body: sealed,
      headers: {
        'wechatmp-appid': appId,
        'wechatmp-timestamp': timestamp,
        'wechatmp-signature': signingKey.sign(message, privateKeyNo ?? ''),
        ...(privateKeyNo === undefined ? {} : { 'wechatmp-serial': privateKeyNo }),
      },
    };
  }

  isSigned(headers: IncomingHttpHeaders): boolean {
    return this.#keys.verifier.isSigned(headers);
  }

  open(path: string, headers: IncomingHttpHeaders, body: Buffer): unknown {
    const timestamp = this.#keys.verifier.verify(ORIGIN + path, headers, body);
    const outer = parseObject(body) ?? {};
    if (!isSealed(outer)) return this.#refusalOnly(path, outer);
    const inner = parseObject(this.#decrypt(path, outer, timestamp));
    if (!inner) throw new WeChatDecryptError(this.#because(path, NOT_JSON));
    const { _n, _appid, _timestamp, ...answer } = inner;
    if ((_appid ?? this.#keys.appId) !== this.#keys.appId || String(_timestamp ?? timestamp) !== timestamp) {
      throw new WeChatSignatureError(this.#because(path, INSIDE_DIFFERS));
    }
    return answer;
  }

  #decrypt(path: string, sealed: SealedText, timestamp: string): Buffer {
    try {
      return this.#keys.cipher.open(sealed, this.#authenticated(path, timestamp));
    } catch (error) {
      const reason = error instanceof WeChatDecryptError ? error.message : 'it cannot be opened';
      throw new WeChatDecryptError(this.#because(path, reason));
    }
  }

  /** What went wrong before anything could be sealed is said openly. */
  #refusalOnly(path: string, fields: Fields): Fields {
    if (typeof fields['errcode'] === 'number' && fields['errcode'] !== 0) return fields;
    throw new WeChatDecryptError(this.#because(path, NOT_SEALED));
  }

  /** 额外认证数据 (AAD) */
  #authenticated(path: string, timestamp: string): string {
    return [ORIGIN + path, this.#keys.appId, timestamp, this.#keys.symmetricKeyNo].join('|');
  }

  #because(path: string, reason: string): string {
    return ANSWER_REFUSED(this.#keys.client, path, reason);
  }
}
