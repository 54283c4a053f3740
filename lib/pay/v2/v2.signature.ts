import type { MessageTree } from '../../common/index.js';
import { isSameSignature, payV2Signature, type PayV2SignType } from '../../crypto/index.js';

const MD5_LENGTH = 32;

/**
 * Whether a v2 message is signed with the APIv2 key. A message with elements inside elements, or with two of one name, is
 * not: there is no text the signature could be over.
 *
 * @param signType how it has to be signed
 */
export function isSignedV2(message: MessageTree, key: string, signType: PayV2SignType): boolean {
  const { sign } = message;
  return (
    typeof sign === 'string' &&
    isFlat(message) &&
    isSameSignature(payV2Signature(message, key, signType), sign)
  );
}

/** How a v2 message is signed: as it says, else as the length of its signature tells. */
export function signTypeOf({ sign, sign_type }: MessageTree): PayV2SignType {
  if (sign_type === 'MD5' || sign_type === 'HMAC-SHA256') return sign_type;
  return typeof sign === 'string' && sign.length === MD5_LENGTH ? 'MD5' : 'HMAC-SHA256';
}

const isFlat = (message: MessageTree): message is Record<string, string> =>
  Object.values(message).every((value) => typeof value === 'string');
