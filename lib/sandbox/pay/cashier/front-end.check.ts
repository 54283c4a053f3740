import { isSameSignature, payV2Signature } from '../../../crypto/index.js';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type {
  SandboxAppPayment,
  SandboxJsapiPayment,
} from '../../interfaces/merchant-front-end.interface.js';
import type { MerchantState } from '../merchant.state.js';
import type { PaymentState } from '../payment.state.js';

const PREPAY_ID = /^prepay_id=(wx\w+)$/;
const SECONDS = /^\d{10}$/;

const need = (isRight: boolean, reason: string): void => {
  if (!isRight) throw new SandboxUseError(`WeChat would not open the cashier: ${reason}`);
};

function find({ book }: MerchantState, prepayId: string | undefined): PaymentState {
  const payment = book.findPayment((one) => one.prepayId === prepayId);
  need(payment !== undefined, 'there is no such prepay_id, or it is over');
  return payment as PaymentState;
}

const appIdsOf = ({ appId, orders }: PaymentState): (string | undefined)[] => [
  appId,
  ...orders.map(({ parties }) => parties.subAppId),
];

/** Four lines, each with its end (v3). */
const isSigned = ({ publicKey }: MerchantState, lines: readonly string[], signature: string): boolean =>
  publicKey.isSigned(Buffer.from(lines.map((line) => `${line}\n`).join('')), signature);

function isSignedV2(
  { apiKey }: MerchantState,
  { paySign, ...given }: SandboxJsapiPayment,
  signType: 'MD5' | 'HMAC-SHA256',
): boolean {
  const { appId, timeStamp, nonceStr, package: packageText } = given;
  const fields = { appId, timeStamp, nonceStr, package: packageText, signType };
  return isSameSignature(payV2Signature(fields, apiKey, signType), paySign);
}

function checkJsapi(merchant: MerchantState, given: SandboxJsapiPayment): PaymentState {
  const { appId, timeStamp, nonceStr, package: packageText, signType = 'MD5', paySign } = given;
  const payment = find(merchant, PREPAY_ID.exec(packageText)?.[1]);
  need(appIdsOf(payment).includes(appId), `the order is not for ${appId}`);
  need(SECONDS.test(timeStamp), 'timeStamp is not a text of seconds');
  need(nonceStr !== '', 'nonceStr is empty');
  if (signType === 'RSA')
    need(
      isSigned(merchant, [appId, timeStamp, nonceStr, packageText], paySign),
      'paySign is wrong (支付验证签名失败)',
    );
  else {
    need(signType === 'MD5' || signType === 'HMAC-SHA256', `there is no signType ${signType}`);
    const kind = signType === 'MD5' ? 'MD5' : 'HMAC-SHA256';
    need(isSignedV2(merchant, given, kind), 'paySign is wrong (支付验证签名失败)');
  }
  return payment;
}

function checkApp(merchant: MerchantState, given: SandboxAppPayment): PaymentState {
  const { appid, partnerid, prepayid, package: packageText, noncestr, timestamp, sign } = given;
  const payment = find(merchant, prepayid);
  need(appIdsOf(payment).includes(appid), `the order is not for ${appid}`);
  const mchIds = payment.orders.flatMap(({ parties }) => [parties.mchId, parties.subMchId]);
  need(mchIds.includes(partnerid), `the order is not that of ${partnerid}`);
  need(packageText === 'Sign=WXPay', 'package is not Sign=WXPay');
  need(SECONDS.test(timestamp), 'timestamp is not a text of seconds');
  const isRight =
    payment.kind === 'v2'
      ? isSameSignature(payV2Signature({ ...given }, merchant.apiKey, payment.signType ?? 'MD5'), sign)
      : isSigned(merchant, [appid, timestamp, noncestr, prepayid], sign);
  need(isRight, 'sign is wrong (支付验证签名失败)');
  return payment;
}

/**
 * Checks what a front end opens WeChat's cashier with.
 *
 * @throws {SandboxUseError} when WeChat would refuse it
 */
export const checkFrontEnd = (
  merchant: MerchantState,
  given: SandboxJsapiPayment | SandboxAppPayment,
): PaymentState => ('prepayid' in given ? checkApp(merchant, given) : checkJsapi(merchant, given));
