import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MerchantKey, PlatformKey } from '../../../lib/crypto/index.js';
import { appPayment, jsapiPayment } from '../../../lib/pay/front-end.js';
import { PaySigner } from '../../../lib/pay/call/pay.signer.js';
import { payVector } from './pay.vectors.js';

const { input } = payVector('v3-request-sign-query-and-body');
const publicKey = new PlatformKey(input['certificatePem'] as string);
const key = new MerchantKey(input['privateKeyPem'] as string);
const signer = new PaySigner('1900000109', '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C', key);
const PREPAY_ID = 'wx201410272009395522657a690389285100';
const isSigned = (signature: string, ...lines: string[]): boolean =>
  publicKey.isSigned(Buffer.from(`${lines.join('\n')}\n`), signature);

beforeEach(() => void jest.useFakeTimers({ now: 1_414_561_699_999 }));
afterEach(() => void jest.useRealTimers());

describe('What a page or a mini program opens the cashier with', () => {
  const payment = () => jsapiPayment(signer, 'wx2421b1c4370ec43b', PREPAY_ID);

  it('has the fields of wx.requestPayment, its time in whole seconds as a text', () => {
    expect(payment()).toEqual({
      appId: 'wx2421b1c4370ec43b',
      timeStamp: '1414561699',
      nonceStr: expect.stringMatching(/^[\da-f]{32}$/),
      package: `prepay_id=${PREPAY_ID}`,
      signType: 'RSA',
      paySign: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    });
  });

  it('is signed over appid, time, nonce and package, each with a line break', () => {
    const { appId, timeStamp, nonceStr, package: packageText, paySign } = payment();
    expect(isSigned(paySign, appId, timeStamp, nonceStr, packageText)).toBe(true);
    expect(isSigned(paySign, appId, timeStamp, nonceStr, PREPAY_ID)).toBe(false);
    expect(isSigned(paySign, appId, timeStamp, `${nonceStr}0`, packageText)).toBe(false);
  });

  it('has another nonce each time', () => {
    expect(payment().nonceStr).not.toBe(payment().nonceStr);
  });
});

describe('What an app opens the cashier with', () => {
  it('has the fields of the app’s SDK', () => {
    expect(appPayment(signer, 'wx2421b1c4370ec43b', '1900000109', PREPAY_ID)).toEqual({
      appid: 'wx2421b1c4370ec43b',
      partnerid: '1900000109',
      prepayid: PREPAY_ID,
      package: 'Sign=WXPay',
      noncestr: expect.stringMatching(/^[\da-f]{32}$/),
      timestamp: '1414561699',
      sign: expect.any(String),
    });
  });

  it('is signed over the bare prepay_id, and not over the merchant', () => {
    const { appid, timestamp, noncestr, prepayid, sign } = appPayment(signer, 'wx1', '1900000109', PREPAY_ID);
    expect(isSigned(sign, appid, timestamp, noncestr, prepayid)).toBe(true);
    expect(isSigned(sign, appid, timestamp, noncestr, `prepay_id=${prepayid}`)).toBe(false);
  });
});
