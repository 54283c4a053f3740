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

/** What was opened, and with which keys: its answer is sealed with the same. */
export interface OpenedSeal extends OpenedMessage {
  readonly keys: MessageKeys;
}

/** How an answer is sealed. */
export interface SealOptions {
  /** Those its question was opened with. */
  readonly keys: MessageKeys;
  /** @default one nobody had before */
  readonly nonce?: string | undefined;
}

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

  /** @throws {WeChatSignatureError} unless the query itself is signed, and of now */
  verifyQuery({ signature, timestamp = '', nonce = '' }: Query): void {
    this.#verifyTimestamp(timestamp);
    const { previous } = this.keys;
    if (isSameSignature(this.keys.sign(timestamp, nonce), signature)) return;
    if (previous && isSameSignature(previous.sign(timestamp, nonce), signature)) return;
    throw new WeChatSignatureError('The signature is missing or wrong: is the token the one of the console?');
  }

  /**
   * Opens what was sealed, once the signature over it was verified. For whom it was sealed is the caller's to check.
   *
   * @throws {WeChatSignatureError} when it is not signed, or old
   * @throws {WeChatDecryptError} when it cannot be opened
   */
  open(query: Query, encrypt: string): OpenedSeal {
    this.#verifyTimestamp(query.timestamp);
    try {
      return openWith(this.keys, query, encrypt);
    } catch (error) {
      const { previous } = this.keys;
      if (!previous || !isSignedWith(previous, query, encrypt)) throw error;
      return openWith(previous, query, encrypt);
    }
  }

  /**
   * Seals an answer, and signs it.
   *
   * @throws {WeChatDecryptError} without a key to seal it with
   */
  seal(plaintext: string, receiveId: string, { keys, nonce = randomNonce() }: SealOptions): SealedAnswer {
    const encrypt = cipherOf(keys).seal(plaintext, receiveId);
    const timestamp = now();
    return { encrypt, signature: keys.sign(String(timestamp), nonce, encrypt), timestamp, nonce };
  }

  /** Until when the signature of a request would be accepted again (Unix time, ms). */
  acceptedUntil({ timestamp }: Query): number {
    return (Number(timestamp) + this.tolerance) * 1000;
  }

  #verifyTimestamp(timestamp = ''): void {
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > this.tolerance) {
      throw new WeChatSignatureError(
        `The timestamp is missing or more than ${this.tolerance} s off this server's clock`,
      );
    }
  }
}

const isSignedWith = (
  keys: MessageKeys,
  { msg_signature, timestamp = '', nonce = '' }: Query,
  encrypt: string,
): boolean => isSameSignature(keys.sign(timestamp, nonce, encrypt), msg_signature);

function openWith(keys: MessageKeys, query: Query, encrypt: string): OpenedSeal {
  if (!isSignedWith(keys, query, encrypt))
    throw new WeChatSignatureError(
      'The msg_signature is missing or wrong: is the token the one of the console?',
    );
  const { plaintext, receiveId } = cipherOf(keys).open(encrypt);
  return { plaintext, receiveId, keys };
}

function cipherOf({ cipher }: MessageKeys): MessageCipher {
  if (!cipher) throw new WeChatDecryptError('There is no encodingAESKey to open it with');
  return cipher;
}
