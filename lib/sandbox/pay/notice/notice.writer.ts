import type { SandboxNotificationOptions } from '../../interfaces/merchant-notification.interface.js';
import type { SandboxNotificationTamper, SandboxTamper } from '../../interfaces/merchant-tamper.interface.js';
import type { MerchantState } from '../merchant.state.js';
import { newPayNonce } from '../pay.identifiers.js';
import { rfc3339 } from '../pay.times.js';
import { type SignedMessage, signMessage } from '../signed.message.js';

/** What is to be told. */
export interface Notice {
  readonly id: string;
  readonly eventType: string;
  readonly summary: string;
  /** `transaction`, `refund` … */
  readonly originalType: string;
  /** JSON. */
  readonly resource: string;
}

const IN_RESOURCE = ['ciphertext', 'associated-data', 'resource-nonce'] as const;
type ResourceTamper = (typeof IN_RESOURCE)[number];

const isResourceTamper = (tamper: SandboxNotificationTamper | undefined): tamper is ResourceTamper =>
  IN_RESOURCE.some((one) => one === tamper);

function sealResource(
  { cipher }: MerchantState,
  resource: string,
  associatedData: string,
  tamper: ResourceTamper | undefined,
): object {
  const sealed = cipher.seal(resource, associatedData);
  if (tamper === 'associated-data') return { ...sealed, associated_data: `${associatedData}x` };
  if (tamper === 'resource-nonce') return { ...sealed, nonce: newPayNonce().slice(0, sealed.nonce.length) };
  if (tamper !== 'ciphertext') return sealed;
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  bytes[0] = (bytes[0] as number) ^ 1;
  return { ...sealed, ciphertext: bytes.toString('base64') };
}

/** Writes a notification and signs it; each time anew, as WeChat Pay does. */
export async function writeNotice(
  merchant: MerchantState,
  { id, eventType, summary, originalType, resource }: Notice,
  options: SandboxNotificationOptions,
): Promise<SignedMessage> {
  const { tamper, probe, timestampOffset, keyMode } = options;
  const inResource = isResourceTamper(tamper) ? tamper : undefined;
  const isReserialized = tamper === 'reserialized';
  const inMessage = inResource || isReserialized ? undefined : (tamper as SandboxTamper | undefined);
  const body = JSON.stringify({
    id,
    create_time: rfc3339(merchant.now()),
    resource_type: options.resourceType ?? 'encrypt-resource',
    event_type: eventType,
    summary,
    resource: {
      original_type: options.originalType ?? originalType,
      algorithm: options.algorithm ?? 'AEAD_AES_256_GCM',
      ...sealResource(merchant, resource, originalType, inResource),
    },
  });
  const manner = { timestampOffset, isProbe: probe, tamper: inMessage };
  const signed = await signMessage(merchant.keys.signer(keyMode), body, manner);
  return isReserialized ? { ...signed, body: JSON.stringify(JSON.parse(body), null, 2) } : signed;
}
