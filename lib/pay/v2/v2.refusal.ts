import { type MessageTree, redact, WeChatPayError } from '../../common/index.js';
import { hintFor } from '../pay.hints.js';
import type { V2Call } from './v2.request.js';

/** Refusals that pass by themselves: the same call, with the same numbers, may succeed. */
const PASSING: ReadonlySet<string> = new Set([
  'SYSTEMERROR',
  'SYSTEM_ERROR',
  'BIZERR_NEED_RETRY',
  'FREQ_LIMIT',
  'FREQUENCY_LIMITED',
]);

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
    hint: hintFor(/签名|sign error/i.test(errmsg) ? 'SIGNERROR' : errcode),
    retryable: PASSING.has(errcode),
  });
}
