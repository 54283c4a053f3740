import { writeXml } from '../../../common/index.js';
import { isSameSignature, payV2Signature, type PayV2SignType } from '../../../crypto/index.js';
import { newPayNonce } from '../pay.identifiers.js';

/** Fields of a message; one that is left out is not sent. */
export type V2Fields = Readonly<Record<string, string | number | undefined>>;
/** What may be done to a message once it is signed. */
export type V2Tamper = 'signature' | 'missing-signature' | 'body';

const TAMPERS: readonly string[] = ['signature', 'missing-signature', 'body'] satisfies V2Tamper[];
export const isV2Tamper = (tamper: string | undefined): tamper is V2Tamper => TAMPERS.includes(tamper ?? '');

const textsOf = (fields: V2Fields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

/** Writes a message with its signature; both sides sign the same way. */
export function writeV2(fields: V2Fields, key: string, signType: PayV2SignType, tamper?: V2Tamper): string {
  const all = { ...fields, nonce_str: fields['nonce_str'] ?? newPayNonce() };
  const signed = { ...all, sign: payV2Signature(textsOf(all), key, signType) };
  if (tamper === 'signature') return writeXml({ ...signed, sign: newPayNonce().toUpperCase() });
  if (tamper === 'missing-signature') return writeXml(all);
  return writeXml(tamper === 'body' ? { ...signed, altered: 'true' } : signed);
}

/** How a message says it is signed. */
export const signTypeOf = (fields: Readonly<Record<string, unknown>>): PayV2SignType =>
  fields['sign_type'] === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';

/** Whether a message was signed with the key. */
export function isSignedV2(
  fields: Readonly<Record<string, unknown>>,
  key: string,
  signType: PayV2SignType,
): boolean {
  const texts = Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
  const { sign } = texts;
  return (
    typeof sign === 'string' &&
    isSameSignature(payV2Signature(texts as Record<string, string>, key, signType), sign)
  );
}
