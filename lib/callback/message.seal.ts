import type { CallbackRequest } from '../client/index.js';
import { WeChatDecryptError, WeChatSignatureError } from '../common/index.js';
import {
  isSameSignature,
  type MessageCipher,
  type MessageKeys,
  type OpenedMessage,
  randomNonce,
} from '../crypto/index.js';

const DEFAULT_TOLERANCE = 300;

/** The time, in seconds. */
export const now = (): number => Math.floor(Date.now() / 1000);

type Query = CallbackRequest['query'];

/** What was sealed, and what goes with it. */
export interface SealedAnswer {
  readonly encrypt: string;
  readonly signature: string;
  readonly timestamp: number;
  readonly nonce: string;
}

/** Signatures and seals of callbacks: verifies before it opens. */
export class MessageSeal {
  constructor(
    private readonly keys: MessageKeys,
    /** Seconds a timestamp may lie off the clock, either way. */
    private readonly tolerance = DEFAULT_TOLERANCE,
  ) {}

  get cipher(): MessageCipher | undefined {
    return this.keys.cipher;
  }

  /** @throws {WeChatSignatureError} unless the query itself is signed, and of now */
  verifyQuery({ signature, timestamp = '', nonce = '' }: Query): void {
    this.#verifyTimestamp(timestamp);
    if (!isSameSignature(this.keys.sign(timestamp, nonce), signature)) {
      throw new WeChatSignatureError(
        'The signature is missing or wrong: is the token the one of the console?',
      );
    }
  }

  /**
   * Opens what was sealed, once the signature over it was verified. For whom it was sealed is the caller's to check.
   *
   * @throws {WeChatSignatureError} when it is not signed, or old
   * @throws {WeChatDecryptError} when it cannot be opened
   */
  open({ msg_signature, timestamp = '', nonce = '' }: Query, encrypt: string): OpenedMessage {
    this.#verifyTimestamp(timestamp);
    if (!isSameSignature(this.keys.sign(timestamp, nonce, encrypt), msg_signature)) {
      throw new WeChatSignatureError(
        'The msg_signature is missing or wrong: is the token the one of the console?',
      );
    }
    if (!this.cipher) throw new WeChatDecryptError('There is no encodingAESKey to open it with');
    return this.cipher.open(encrypt);
  }

  /** Seals an answer, and signs it. */
  seal(plaintext: string, receiveId: string): SealedAnswer {
    const encrypt = (this.cipher as MessageCipher).seal(plaintext, receiveId);
    const timestamp = now();
    const nonce = randomNonce();
    return { encrypt, signature: this.keys.sign(String(timestamp), nonce, encrypt), timestamp, nonce };
  }

  /** Until when the signature of a request would be accepted again (Unix time, ms). */
  acceptedUntil({ timestamp }: Query): number {
    return (Number(timestamp) + this.tolerance) * 1000;
  }

  #verifyTimestamp(timestamp: string): void {
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > this.tolerance) {
      throw new WeChatSignatureError(
        `The timestamp is missing or more than ${this.tolerance} s off this server's clock`,
      );
    }
  }
}
