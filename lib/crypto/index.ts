export { isFileKey, openSealedFile, sealFile } from './sealed-file.js';
export { ApiV3Cipher, type SealedResource } from './api-v3-cipher.js';
export { identityFault, pemIdentity, type TlsIdentity } from './client-certificate.js';
export { GcmCipher, type SealedText } from './gcm-cipher.js';
export { SigningKey, VerifyingKey } from './key-pair.js';
export { MerchantKey } from './merchant-key.js';
export { MessageCipher, type OpenedMessage } from './message-cipher.js';
export { type MessageKeyOptions, MessageKeys, type PreviousKeys } from './message-keys.js';
export { openReqInfo, payV2Signature, payV2SignedText, type PayV2SignType, sealReqInfo } from './pay-v2.js';
export { type CertificateFacts, PlatformKey, readCertificate } from './platform-key.js';
export { openSealedStream } from './sealed-stream.js';
export {
  fingerprint,
  isSameSignature,
  md5,
  randomNonce,
  randomText,
  sha1,
  sha1Signature,
  sha256,
  shortHash,
} from './signature.js';
export { SigningKeys } from './signing-keys.js';
export { openSessionData, rawDataSignature, sessionSignature } from './session-crypto.js';
export { paymentSignature } from './payment-signature.js';
export { StreamHash } from './stream-hash.js';
