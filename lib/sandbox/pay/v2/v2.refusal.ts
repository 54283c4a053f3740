import type { PayRefusal } from '../pay.refusal.js';

/** Codes that v2 spells in another way. */
const V2_CODES: Readonly<Record<string, string>> = {
  ORDER_NOT_EXIST: 'ORDERNOTEXIST',
  ORDER_CLOSED: 'ORDERCLOSED',
  NOT_ENOUGH: 'NOTENOUGH',
  RESOURCE_NOT_EXISTS: 'REFUNDNOTEXIST',
};

/** A refusal in v2's own words: of the business, or of the request. */
export function v2Outcome({ code, message }: PayRefusal): Record<string, string> {
  if (code === 'NO_STATEMENT_EXIST') return { return_code: 'FAIL', return_msg: message, error_code: '20002' };
  if (code === 'PARAM_ERROR' || code === 'SIGN_ERROR') return { return_code: 'FAIL', return_msg: message };
  return {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    result_code: 'FAIL',
    err_code: V2_CODES[code] ?? code,
    err_code_des: message,
  };
}
