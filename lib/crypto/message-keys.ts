import { isOptionText, WeChatConfigError } from '../common/index.js';
import { isEncodingAESKey, MessageCipher } from './message-cipher.js';
import { sha1Signature } from './signature.js';

/** Token and EncodingAESKey as they were before the console was changed; what is left out has not changed. */
export interface PreviousKeys {
  readonly token?: string | undefined;
  readonly encodingAESKey?: string | undefined;
}

/** What the console and the application agree on. */
export interface MessageKeyOptions {
  /** 令牌(Token) */
  readonly token: string;
  /** 消息加解密密钥, 43 characters. */
  readonly encodingAESKey?: string | undefined;
  /** Whom messages are sealed for: the appid of the account, or of the platform that acts for it. */
  readonly receiveId: string;
  readonly previousKeys?: PreviousKeys | undefined;
}

const PREVIOUS_INVALID =
  'previousKeys cannot work: give { token }, { encodingAESKey } or both, as they were before the console was changed, beside those of now.';
const TOKEN_EMPTY = 'token is empty, so that anybody could sign. Set it to 令牌(Token) of the console.';

/** What callbacks are signed and sealed with, made once for all that share it. */
export class MessageKeys {
  readonly receiveId: string;
  /** Absent where messages are never sealed. */
  readonly cipher?: MessageCipher;
  /** Those of before, by which WeChat may still sign and seal. */
  readonly previous?: MessageKeys;
  readonly #token: string;

  /** @throws {WeChatConfigError} for a token or key that cannot work */
  constructor({ token, encodingAESKey, receiveId, previousKeys }: MessageKeyOptions) {
    if (!token) throw new WeChatConfigError(TOKEN_EMPTY);
    this.#token = token;
    this.receiveId = receiveId;
    if (encodingAESKey !== undefined) this.cipher = new MessageCipher(encodingAESKey);
    if (previousKeys === undefined || isNone(previousKeys)) return;
    this.previous = previousOf(previousKeys, { token, encodingAESKey, receiveId });
  }

  /** The signature over timestamp, nonce, and the cipher text where there is one. */
  sign(...parts: string[]): string {
    return sha1Signature(this.#token, ...parts);
  }
}

/** As an environment leaves them in which neither is set. */
const isNone = (given: PreviousKeys): boolean =>
  Object.keys(given ?? {}).length > 0 && Object.values(given).every((one) => one === undefined);

/** @throws {WeChatConfigError} for any that cannot work */
function previousOf(previous: PreviousKeys, current: MessageKeyOptions): MessageKeys {
  const given = Object.entries(previous ?? {}).filter(([, one]) => one !== undefined);
  const isSealed = current.encodingAESKey !== undefined;
  const isUsable = ([name, one]: [string, unknown]): boolean =>
    isOptionText(one) &&
    (name === 'token' || (name === 'encodingAESKey' && isSealed && isEncodingAESKey(one)));
  if (given.length === 0 || !given.every(isUsable)) throw new WeChatConfigError(PREVIOUS_INVALID);
  return new MessageKeys({ ...current, ...Object.fromEntries(given) });
}
