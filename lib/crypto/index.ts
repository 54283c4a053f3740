export { GcmCipher, type SealedText } from './gcm-cipher.js';
export { SigningKey, VerifyingKey } from './key-pair.js';
export { MessageCipher, type OpenedMessage } from './message-cipher.js';
export { type MessageKeyOptions, MessageKeys } from './message-keys.js';
export {
  fingerprint,
  isSameSignature,
  randomNonce,
  randomText,
  sha1,
  sha1Signature,
  shortHash,
} from './signature.js';
export { SigningKeys } from './signing-keys.js';
export { openSessionData, rawDataSignature, sessionSignature } from './session-crypto.js';
export { paymentSignature } from './payment-signature.js';
