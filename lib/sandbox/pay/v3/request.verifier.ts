import type { MerchantState } from '../merchant.state.js';
import { PayRefusal } from '../pay.refusal.js';
import type { V3Authorization } from './authorization.reader.js';

const WINDOW = 300;
const LONGEST_SHOWN = 400;

/** What a signature stands for. */
export interface SignedRequest {
  readonly method: string;
  /** The forms a path with its query may have been signed in. */
  readonly targets: readonly string[];
  /** The body; of an upload its `meta`. */
  readonly payload: Buffer;
}

const signError = (message: string, detail?: object): PayRefusal =>
  new PayRefusal(401, 'SIGN_ERROR', message, detail);

/** @throws {PayRefusal} when the merchant did not sign this */
export function verifyRequest(
  merchant: MerchantState,
  authorization: V3Authorization,
  { method, targets, payload }: SignedRequest,
): void {
  const { serial_no, timestamp, nonce_str, signature } = authorization;
  if (serial_no !== merchant.serialNo)
    throw signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号', {
      field: 'serial_no',
      location: 'authorization',
    });
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > WINDOW)
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟', {
      field: 'timestamp',
      location: 'authorization',
    });
  const texts = targets.map((target) => [method, target, timestamp, nonce_str].join('\n') + '\n');
  const isSigned = texts.some((text) =>
    merchant.publicKey.isSigned(Buffer.concat([Buffer.from(text), payload, Buffer.from('\n')]), signature),
  );
  if (isSigned) return;
  const expected = `${texts[0]}${payload.toString('utf8')}\n`;
  throw signError('签名错误，请检查后再试', {
    field: 'signature',
    location: 'authorization',
    detail: { issue: 'sign not match' },
    sign_information: {
      method,
      url: targets[0],
      truncated_sign_message: expected.slice(0, LONGEST_SHOWN),
      sign_message_length: Buffer.byteLength(expected),
    },
  });
}
