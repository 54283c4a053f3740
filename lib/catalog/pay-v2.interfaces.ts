/** What every answer of WeChat Pay APIv2 may carry; XML, so every value is a string. */
export interface PayV2AnswerBase {
  /** Whether the call arrived: `SUCCESS` or `FAIL` (通信标识). */
  return_code: string;
  return_msg?: string;
  /** Whether the business succeeded: `SUCCESS` or `FAIL` (业务结果). */
  result_code?: string;
  err_code?: string;
  err_code_des?: string;
}

/** What every notice of APIv2 may carry: contracts name no AppID and no nonce, refunds carry no signature. */
export interface PayV2NoticeBase extends PayV2AnswerBase {
  mch_id: string;
  appid?: string;
  nonce_str?: string;
  sign?: string;
  sign_type?: string;
}
