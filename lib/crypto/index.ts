export { MessageCipher, type OpenedMessage } from './message-cipher.js';
export { fingerprint, isSameSignature, randomNonce, sha1Signature, shortHash } from './signature.js';
