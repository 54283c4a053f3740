import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as library from 'nestjs-wechat-sdk';
import * as payLibrary from 'nestjs-wechat-sdk/pay';
import { type StartedPay, startPay } from '../../src/start-pay.js';

const wanted = JSON.parse(
  readFileSync(new URL('../../fixtures/parity/pay.json', import.meta.url), 'utf8'),
) as string[];

/**
 * What serves a function of the reference: a method of the client, something an entry point exports, or, where the library
 * does it by itself, the spec that shows it.
 */
const SERVED: Readonly<Record<string, string>> = {
  'Pay.__using__/0..1': 'pay',
  'Pay.build_client/2': 'WeChatClients',
  'Pay.start_client/2..3': 'WeChatClients',
  'Pay.shutdown_client/2': 'WeChatClients',
  'Pay.finch_name/1': 'spec unit/http/wechat-http.service.spec.ts',
  'Pay.v2_ssl_finch_name/1': 'spec unit/pay/v2/v2.certificate.spec.ts',
  'Pay.get_requester_specs/2': 'spec unit/pay/v2/v2.certificate.spec.ts',
  'Pay.init_certs/1': 'spec e2e/pay/keys.e2e-spec.ts',
  'Pay.Transactions.jsapi/7': 'client.transactions.jsapi',
  'Pay.Transactions.jsapi/2': 'client.transactions.jsapi',
  'Pay.Transactions.request_payment_args/3': 'client.transactions.jsapiPayment',
  'Pay.Transactions.app/2': 'client.transactions.app',
  'Pay.Transactions.app_request_payment_args/3': 'client.transactions.appPayment',
  'Pay.Transactions.h5/2': 'client.transactions.h5',
  'Pay.Transactions.native/2': 'client.transactions.native',
  'Pay.Transactions.query_by_out_trade_no/2': 'client.transactions.queryByOutTradeNo',
  'Pay.Transactions.query_by_id/2': 'client.transactions.queryById',
  'Pay.Transactions.close/2': 'client.transactions.close',
  'Pay.Transactions.pay_by_scan/2': 'client.v2.micropay.pay',
  'Pay.Transactions.revoke/2': 'client.v2.micropay.reverse',
  'Pay.CombineTransactions.jsapi/6': 'client.combineTransactions.jsapi',
  'Pay.CombineTransactions.jsapi/2': 'client.combineTransactions.jsapi',
  'Pay.Refund.refund_by_out_trade_no/6..7': 'client.refunds.create',
  'Pay.Refund.refund_by_id/6..7': 'client.refunds.create',
  'Pay.Refund.refund/2': 'client.refunds.create',
  'Pay.Refund.query_refund/2': 'client.refunds.query',
  'Pay.Refund.abnormal_refund/3': 'client.refunds.applyAbnormal',
  'Pay.Bill.trade_bill/2..4': 'client.bills.tradeBill',
  'Pay.Bill.fund_flow_bill/2..4': 'client.bills.fundFlowBill',
  'Pay.Bill.download_bill/2': 'client.bills.download',
  'Pay.Sandbox.get_sign_key/2': 'client.v2.simulation.getSignKey',
  'Pay.Certificates.certificates/1..2': 'spec e2e/pay/keys.e2e-spec.ts',
  'Pay.Certificates.decrypt_certificate/2': 'spec unit/pay/keys/certificate.list.spec.ts',
  'Pay.Certificates.put_certs/2': 'spec unit/pay/keys/platform.certificates.spec.ts',
  'Pay.Certificates.get_certs/1': 'spec unit/pay/keys/platform.certificates.spec.ts',
  'Pay.Certificates.put_cert/3': 'spec unit/pay/keys/platform.certificates.spec.ts',
  'Pay.Certificates.get_cert/2': 'spec unit/pay/keys/key.ring.spec.ts',
  'Pay.Certificates.remove_cert/2': 'spec unit/pay/keys/platform.certificates.spec.ts',
  'Pay.Certificates.merge_certs/3': 'spec unit/pay/keys/platform.certificates.spec.ts',
  'Pay.Crypto.decrypt_aes_256_gcm/4': 'spec unit/crypto/api-v3-cipher.spec.ts',
  'Pay.Crypto.load_pem!/1': 'spec unit/pay/pay.options.spec.ts',
  'Pay.Crypto.decode_key/1': 'spec unit/crypto/merchant-key.spec.ts',
  'Pay.Crypto.encrypt_secret_data/2': 'spec unit/crypto/platform-key.spec.ts',
  'Pay.Crypto.decrypt_secret_data/2': 'spec unit/crypto/merchant-key.spec.ts',
  'Pay.Crypto.verify/5': 'spec unit/pay/keys/signed-message.spec.ts',
  'Pay.Crypto.sign/4': 'spec unit/pay/call/pay.signer.spec.ts',
  'Pay.Crypto.v2_sign/2': 'spec unit/crypto/pay-v2.spec.ts',
  'Pay.Crypto.v2_sign/3': 'spec unit/crypto/pay-v2.spec.ts',
  'Pay.Crypto.v2_verify/3': 'spec unit/pay/v2/pay-v2.caller.spec.ts',
  'Pay.EventHandler.init/1': 'WeChatPayNotify',
  'Pay.EventHandler.call/2': 'spec e2e/pay/refusals.e2e-spec.ts',
  'Pay.EventHandler.handle_event_request/3': 'spec e2e/pay/notifications.e2e-spec.ts',
  'Pay.Middleware.Authorization.call/3': 'client.request',
  'Pay.Middleware.Authorization.gen_token/4': 'spec unit/pay/call/pay.signer.spec.ts',
  'Pay.Middleware.VerifySignature.call/3': 'spec e2e/pay/answers.e2e-spec.ts',
  'Pay.Middleware.XMLBuilder.call/3': 'client.v2.request',
  'Pay.Middleware.XMLParser.call/3': 'spec unit/pay/v2/pay-v2.caller.spec.ts',
};

/** What stands at the end of a path. */
const at = (root: unknown, path: string): unknown =>
  path.split('.').reduce((found, name) => (found as Record<string, unknown> | undefined)?.[name], root);

describe('Every function of the reference for WeChat Pay', () => {
  let started: StartedPay;
  beforeAll(async () => {
    started = await startPay();
  });
  afterAll(() => started.close());

  it('is listed: there are 57', () => {
    expect(new Set(wanted).size).toBe(57);
    expect(Object.keys(SERVED).map((name) => `WeChat.${name}`)).toEqual(wanted);
  });

  it.each(Object.entries(SERVED))('%s is served by %s', (_, served) => {
    const spec = /^spec (\S+)$/.exec(served)?.[1];
    if (spec)
      expect({ spec, exists: existsSync(new URL(`../../${spec}`, import.meta.url)) }).toEqual({
        spec,
        exists: true,
      });
    else {
      const found = at({ client: started.shop, ...library, ...payLibrary }, served);
      expect({ served, type: typeof found }).toEqual({ served, type: 'function' });
    }
  });
});
