/** Well-known refusals and their cures, by WeChat Pay's own code: v3 and v2 share most of them. */
const HINTS: Readonly<Record<string, string>> = {
  SIGN_ERROR:
    'Check that serialNo is that of the certificate privateKey belongs to, and mchId the merchant of both; of v2, that apiV2Key is the one of the console',
  SIGNERROR: 'Check that apiV2Key is APIv2密钥 of the console',
  NO_AUTH: 'The merchant has no permission for this product: see 产品中心 of the merchant platform',
  NOAUTH: 'The merchant has no permission for this product: see 产品中心 of the merchant platform',
  APPID_MCHID_NOT_MATCH: 'Bind the appid to the merchant: 产品中心 → AppID账号管理',
  MCHID_NOT_EXIST: 'Check mchId: it is unknown to WeChat Pay',
  MCH_NOT_EXISTS: 'Check mchId: it is unknown to WeChat Pay',
  PARAM_ERROR: 'See detail for the field that is wrong',
  ORDERPAID: 'The order was paid: query it instead of ordering once more',
  ORDER_PAID: 'The order was paid: query it instead of ordering once more',
  ORDER_CLOSED: 'The order was closed: order anew, with another out_trade_no',
  ORDERCLOSED: 'The order was closed: order anew, with another out_trade_no',
  OUT_TRADE_NO_USED: 'out_trade_no stands for another order already: a repetition must say the very same',
  ORDER_NOT_EXIST: 'WeChat Pay knows no such order: was it made by this merchant?',
  ORDERNOTEXIST: 'WeChat Pay knows no such order: was it made by this merchant?',
  REFUNDNOTEXIST: 'WeChat Pay knows no such refund: was it made by this merchant?',
  USERPAYING:
    'The person has still to confirm it: query it every few seconds, and reverse it in the end; micropay.pay() does',
  BANKERROR: 'Whether it was paid is unknown: query it, and reverse it in the end; micropay.pay() does',
  AUTHCODEEXPIRE: 'The code is old: have it shown anew, and take another out_trade_no',
  PROCESSING:
    'It was taken and is being done: query it, or repeat it later with the same number, never with another',
  NOT_ENOUGH: 'The balance is too low: put money in, or try again later; a repetition keeps its number',
  NOTENOUGH: 'The balance is too low: put money in, or try again later; a repetition keeps its number',
  FREQUENCY_LIMITED: 'Too many calls: try again later, and more slowly',
  FREQ_LIMIT: 'Too many calls: try again later, and more slowly',
  FREQUENCY_LIMIT_EXCEED: 'Too many calls: try again later, and more slowly',
  RULE_LIMIT: 'A rule of the merchant platform forbids it: see its message',
  NO_STATEMENT_EXIST: 'There is no bill for that day: nothing was traded, or it is not 10 o’clock yet',
  STATEMENT_CREATING: 'The bill is being made: ask again later',
  SYSTEM_ERROR: 'Whether it was done is unknown: query it, or repeat it with the same numbers',
  SYSTEMERROR: 'Whether it was done is unknown: query it, or repeat it with the same numbers',
};

export const hintFor = (code: string): string | undefined =>
  Object.hasOwn(HINTS, code) ? HINTS[code] : undefined;
