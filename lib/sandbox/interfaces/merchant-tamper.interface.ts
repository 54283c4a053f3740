/**
 * What is done to a signed message once it is signed: one of its parts is altered, or one of its headers left out.
 *
 * - `signature`: that of another text
 * - `body`: a field is added
 * - `serial`: the number of a key that nobody knows
 * - `timestamp`, `nonce`: another one than was signed
 *
 * @publicApi
 */
export type SandboxTamper =
  | 'signature'
  | 'body'
  | 'serial'
  | 'timestamp'
  | 'nonce'
  | 'missing-signature'
  | 'missing-serial'
  | 'missing-timestamp'
  | 'missing-nonce';

/**
 * The same for a notification, whose resource can be spoiled before it is signed: the signature is right then, and the
 * resource cannot be opened.
 *
 * @publicApi
 */
export type SandboxNotificationTamper =
  SandboxTamper | 'ciphertext' | 'associated-data' | 'resource-nonce' | 'reserialized';
