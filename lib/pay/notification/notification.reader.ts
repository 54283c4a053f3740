import { parseLossless, WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import type { ApiV3Cipher, SealedResource } from '../../crypto/index.js';
import { OTHER_MERCHANT } from '../pay.messages.js';

const ALGORITHM = 'AEAD_AES_256_GCM';
/** Of other events the merchant named in them may be another one: that of a shop in a mall, of a coupon's maker. */
const OF_THE_MERCHANT = /^(?:TRANSACTION|REFUND|PROFITSHARING|MCHTRANSFER|PAYSCORE|PAPAY)\./;

/** Deeper than anything WeChat Pay sends. */
const MAX_DEPTH = 16;

type Fields = Readonly<Record<string, unknown>>;

/** A notification that was opened. */
export interface OpenedNotification {
  readonly id: string;
  readonly event_type: string;
  /** With its resource in clear. */
  readonly message: Fields;
}

/** Whose notifications are taken. */
export interface NotifiedMerchant {
  readonly mchId: string;
  /** The merchants it serves as a partner; undefined when any will do. */
  readonly subMchIds: ReadonlySet<string> | undefined;
}

/**
 * Opens a notification whose signature was verified.
 *
 * @throws {WeChatParseError} when it is no notification
 * @throws {WeChatDecryptError} when its resource cannot be opened, or is about another merchant
 */
export function openNotification(
  rawBody: Buffer,
  cipher: ApiV3Cipher,
  merchant: NotifiedMerchant,
): OpenedNotification {
  const fields = parse(rawBody.toString('utf8'), 'The body is not JSON');
  const { id, event_type, resource } = fields;
  if (!isText(id) || !isText(event_type) || !isSealed(resource))
    throw new WeChatParseError('The body holds no id, no event_type or no sealed resource');
  if (resource.algorithm !== ALGORITHM)
    throw new WeChatDecryptError(`The resource is sealed with another algorithm than ${ALGORITHM}`);
  const opened = parse(cipher.open(resource), 'The resource is not JSON');
  if (OF_THE_MERCHANT.test(event_type)) checkMerchant(opened, merchant);
  return { id, event_type, message: { ...fields, resource: opened } };
}

function parse(text: string, otherwise: string): Fields {
  let value: unknown;
  try {
    value = parseLossless(text);
  } catch {
    throw new WeChatParseError(otherwise);
  }
  if (!isFields(value) || Array.isArray(value)) throw new WeChatParseError(otherwise);
  if (!isUsual(value, MAX_DEPTH))
    throw new WeChatParseError(
      `The JSON holds a key that WeChat Pay never sends, or is nested deeper than ${MAX_DEPTH}`,
    );
  return value;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function isUsual(value: unknown, depth: number): boolean {
  if (!isFields(value)) return true;
  if (depth === 0) return false;
  for (const name in value) {
    if (name === '__proto__' || !isUsual(value[name], depth - 1)) return false;
  }
  return true;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function isSealed(value: unknown): value is SealedResource & { algorithm: unknown } {
  if (!isFields(value)) return false;
  const { nonce, ciphertext, associated_data = '' } = value;
  return isText(nonce) && isText(ciphertext) && typeof associated_data === 'string';
}

/** Merchants may have the same APIv3 key: what is about another one is nobody's business here. */
function checkMerchant(resource: Fields, merchant: NotifiedMerchant): void {
  const { sp_mchid, combine_mchid, mchid, mch_id, sub_orders } = resource;
  const named = sp_mchid ?? combine_mchid ?? mchid ?? mch_id;
  if (named !== undefined && named !== merchant.mchId) {
    if (isReceiver(resource, merchant)) return;
    throw new WeChatDecryptError(OTHER_MERCHANT);
  }
  for (const part of [resource, ...(Array.isArray(sub_orders) ? sub_orders : [])])
    if (isFields(part)) checkServed(part, merchant);
}

/** Of shares (分账动账通知) the receiver is told, and the merchant named is the one that gave it. */
function isReceiver({ receiver }: Fields, { mchId }: NotifiedMerchant): boolean {
  return isFields(receiver) && receiver.account === mchId;
}

/** @throws {WeChatDecryptError} when it is about a merchant the partner does not serve */
export function checkServed({ sub_mchid, sub_mch_id }: Fields, { subMchIds }: NotifiedMerchant): void {
  const served = sub_mchid ?? sub_mch_id ?? '';
  if (served !== '' && subMchIds && !(isText(served) && subMchIds.has(served)))
    throw new WeChatDecryptError(OTHER_MERCHANT);
}
