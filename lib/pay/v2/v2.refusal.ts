import { type MessageTree, redact, WeChatPayError, WeChatSignatureError } from '../../common/index.js';
import { hintFor } from '../call/pay.hints.js';
import type { V2Call } from './v2.request.js';

/** Refusals that pass by themselves: the same call, with the same numbers, may succeed. */
export const PASSING: ReadonlySet<string> = new Set([
  'SYSTEMERROR',
  'SYSTEM_ERROR',
  'BIZERR_NEED_RETRY',
  'FREQ_LIMIT',
  'FREQUENCY_LIMITED',
]);

const SIGN_ERROR = /签名|sign[ _]?error/i;
const unsigned = new WeakSet<WeChatPayError>();

/** The error an answer stands for that says FAIL, be it of the delivery (`return_code`) or of the business (`result_code`). */
export function v2Refusal(call: V2Call, status: number, answer: MessageTree): WeChatPayError {
  const read = (...names: string[]): string => {
    const found = names
      .map((name) => answer[name])
      .find((value) => typeof value === 'string' && value !== '');
    return redact(typeof found === 'string' ? found : '', call.secrets);
  };
  const errcode = read('err_code', 'error_code', 'return_code');
  const errmsg = read('err_code_des', 'return_msg');
  return new WeChatPayError({
    client: call.client,
    route: call.route,
    status,
    errcode,
    errmsg,
    hint: hintFor(SIGN_ERROR.test(errmsg) ? 'SIGNERROR' : errcode),
    retryable: PASSING.has(errcode),
  });
}

/** The same for a delivery that failed (`return_code`): nobody signed it, whatever it says beside. */
export function v2Undelivered(call: V2Call, status: number, answer: MessageTree): WeChatPayError {
  const refusal = v2Refusal(call, status, answer);
  unsigned.add(refusal);
  return refusal;
}

/** Whether a refusal leaves open what became of the call: it carries no signature, and may be of anything on the way. */
export const isUndelivered = (error: unknown): boolean =>
  error instanceof WeChatPayError && unsigned.has(error);

/** Whether a call failed so because the two sides sign with different keys, whichever of them found out. */
export const isAboutSignature = (error: unknown): boolean =>
  error instanceof WeChatSignatureError ||
  (error instanceof WeChatPayError && SIGN_ERROR.test(`${error.errcode} ${error.errmsg}`));
