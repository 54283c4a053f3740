export { MessageCipher, type OpenedMessage } from './message-cipher.js';
export { isSameSignature, sha1Signature } from './signature.js';
