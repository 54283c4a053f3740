import { WeChatConfigError } from '../common/index.js';
import { MessageCipher } from './message-cipher.js';
import { sha1Signature } from './signature.js';

/** What the console and the application agree on. */
export interface MessageKeyOptions {
  /** 令牌(Token) */
  readonly token: string;
  /** 消息加解密密钥, 43 characters. */
  readonly encodingAESKey?: string | undefined;
  /** Whom messages are sealed for: the appid of the account, or of the platform that acts for it. */
  readonly receiveId: string;
}

const TOKEN_EMPTY = 'token is empty, so that anybody could sign. Set it to 令牌(Token) of the console.';

/** What callbacks are signed and sealed with, made once for all that share it. */
export class MessageKeys {
  readonly receiveId: string;
  /** Absent where messages are never sealed. */
  readonly cipher?: MessageCipher;
  readonly #token: string;

  /** @throws {WeChatConfigError} for a token or key that cannot work */
  constructor({ token, encodingAESKey, receiveId }: MessageKeyOptions) {
    if (!token) throw new WeChatConfigError(TOKEN_EMPTY);
    this.#token = token;
    this.receiveId = receiveId;
    if (encodingAESKey !== undefined) this.cipher = new MessageCipher(encodingAESKey);
  }

  /** The signature over timestamp, nonce, and the cipher text where there is one. */
  sign(...parts: string[]): string {
    return sha1Signature(this.#token, ...parts);
  }
}
