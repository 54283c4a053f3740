export { MessageCipher, type OpenedMessage } from './message-cipher.js';
export { isSameSignature, randomNonce, sha1Signature, shortHash } from './signature.js';
