import { createDecipheriv, type DecipherGCM } from 'node:crypto';
import { WeChatDecryptError } from '../common/index.js';

const TAG_LENGTH = 16;
const REFUSED = 'The file was altered or cut, or sealed with another key';

/**
 * Opens what was sealed with AES-256-GCM and may be larger than memory: bytes with their tag behind them. What it hands out
 * is to be believed only once it has come to its end.
 *
 * @param key 32 characters
 * @throws {WeChatDecryptError} at the end, when it was altered, cut, or sealed with another key
 */
export async function* openSealedStream(
  bytes: AsyncIterable<Uint8Array>,
  key: string,
  nonce: string,
): AsyncGenerator<Buffer> {
  const decipher = decipherOf(key, nonce);
  let held = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = Buffer.concat([held, chunk]);
    const end = Math.max(0, all.length - TAG_LENGTH); // any bytes may turn out to be the tag
    yield decipher.update(all.subarray(0, end));
    held = all.subarray(end);
  }
  yield finish(decipher, held);
}

function decipherOf(key: string, nonce: string): DecipherGCM {
  try {
    return createDecipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce), {
      authTagLength: TAG_LENGTH,
    });
  } catch {
    throw new WeChatDecryptError('The key or the nonce has not the length of its kind');
  }
}

function finish(decipher: DecipherGCM, tag: Buffer): Buffer {
  try {
    return decipher.setAuthTag(tag).final();
  } catch {
    throw new WeChatDecryptError(REFUSED);
  }
}
