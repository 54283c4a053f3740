import { describe, expect, it } from '@jest/globals';
import {
  type EndpointTraits,
  type FieldPath,
  type FieldType,
  readFacts,
} from '../../../lib/catalog/index.js';
import { type PayGlobalRoute, type PayV3Route, payV2Traits, payV3Traits } from '../../../lib/catalog/pay.js';

const v3 = readFacts('pay-v3');
const v2 = readFacts('pay-v2');

/** Paths of the fields of a kind, found in another way than the generator's. */
function pathsOf(kind: string, type: FieldType | undefined, path: FieldPath = []): FieldPath[] {
  if (type === undefined || typeof type === 'string') return type === kind ? [path] : [];
  const steps: Array<[string, FieldType]> = Array.isArray(type) ? [['[]', type[0]]] : Object.entries(type);
  return steps.flatMap(([name, child]) => pathsOf(kind, child, [...path, name.replace(/\?$/, '')]));
}

const traitsOf = (route: string): EndpointTraits => payV3Traits[route] ?? payV2Traits[route] ?? {};

describe.each([
  ['payV3Traits', v3, payV3Traits],
  ['payV2Traits', v2, payV2Traits],
] as const)('%s', (_, facts, traits) => {
  it('says of every endpoint what the facts say', () => {
    for (const [route, fact] of facts) {
      const {
        bodyIds = [],
        answerIds = [],
        sensitive = [],
        sensitiveQuery = [],
        answerSensitive = [],
        decimals = [],
        ...rest
      } = traitsOf(route);
      expect({
        route,
        ...rest,
        bodyIds,
        answerIds,
        sensitive,
        sensitiveQuery,
        answerSensitive,
        decimals,
      }).toEqual({
        route,
        host: fact.baseUrl?.replace('https://', '').replace('apihk.mch.weixin.qq.com', 'global'),
        clientCertificate: fact.clientCert,
        body: fact.form ? 'multipart' : fact.xml ? 'xml' : undefined,
        answer: fact.answer === 'binary' ? 'binary' : fact.answerXml ? 'xml' : undefined,
        idempotencyKey: fact.idempotencyKey,
        repeatable: fact.repeatable,
        read: fact.read,
        bodyIds: pathsOf('id', fact.body),
        answerIds: pathsOf('id', fact.answer),
        sensitive: pathsOf('sensitive', fact.body),
        sensitiveQuery: pathsOf('sensitive', fact.query),
        answerSensitive: pathsOf('sensitive', fact.answer),
        decimals: facts === v3 ? pathsOf('number', fact.body) : [],
      });
    }
  });

  it('knows no endpoint the facts do not', () => {
    expect(Object.keys(traits).filter((route) => !facts.has(route))).toEqual([]);
  });
});

describe('traits of WeChat Pay', () => {
  it('name what travels encrypted, in lists too', () => {
    expect(traitsOf('POST /v3/profitsharing/orders').sensitive).toEqual([['receivers', '[]', 'name']]);
    expect(traitsOf('POST /v3/fund-app/mch-transfer/transfer-bills').sensitive).toEqual([['user_name']]);
    expect(traitsOf('GET /v3/merchant-service/complaints-v2').answerSensitive).toEqual([
      ['data', '[]', 'payer_phone'],
    ]);
    expect(traitsOf('GET /v3/bill/sub-merchant-fundflowbill').answerSensitive).toEqual([
      ['download_bill_list', '[]', 'encrypt_key'],
    ]);
    expect(traitsOf('GET /v3/ecommerce/subject-sub-merchants').sensitiveQuery).toEqual([['cert_number']]);
  });

  it.each(['GET /v3/certificates', 'GET /v3/global/certificates'])(
    'leave the certificates of %s to AES-GCM',
    (route) => {
      expect(v3.has(route)).toBe(true);
      expect(traitsOf(route).answerSensitive).toBeUndefined();
    },
  );

  it('send what belongs abroad to the host abroad, and nothing else', () => {
    const abroad = [...v3.keys()].filter((route) => traitsOf(route).host !== undefined);
    expect(abroad.length).toBeGreaterThanOrEqual(69);
    expect(abroad).toEqual([...v3.keys()].filter((route) => / \/(v3\/global|global\/v3)\//.test(route)));
    expect(new Set(abroad.map((route) => traitsOf(route).host))).toEqual(new Set(['global']));
  });

  it('tell routes at home from routes abroad in their types', () => {
    const home: PayV3Route = 'POST /v3/pay/transactions/jsapi';
    const abroad: PayGlobalRoute = 'POST /v3/global/transactions/jsapi';
    // @ts-expect-error lives abroad
    const wrong: PayV3Route = 'POST /v3/global/transactions/jsapi';
    // @ts-expect-error an address out of an earlier answer is no route
    const download: PayV3Route = 'GET {download_url}#bill-file';
    expect([home, abroad, wrong, download].every((route) => v3.has(route))).toBe(true);
  });

  it.each([
    'POST /secapi/pay/refund',
    'POST /secapi/pay/reverse',
    'POST /mmpaymkttransfers/sendredpack',
    'POST /mmpaymkttransfers/promotion/transfers',
    'POST /mmpaysptrans/pay_bank',
    'POST /pay/downloadfundflow',
  ])('ask for the merchant certificate for %s', (route) => {
    expect(traitsOf(route).clientCertificate).toBe(true);
  });

  it.each([
    'POST /pay/unifiedorder',
    'POST /pay/micropay',
    'POST /pay/orderquery',
    'POST /pay/closeorder',
    'POST /pay/downloadbill',
  ])('ask for no certificate for %s', (route) => {
    expect(v2.has(route)).toBe(true);
    expect(traitsOf(route).clientCertificate).toBeUndefined();
  });

  it('know bills, images and receipts for bytes', () => {
    for (const route of [
      'GET {download_url}#bill-file',
      'GET /v3/billdownload/file',
      'GET /v3/merchant-service/images/{media_id}',
      'POST /pay/downloadbill',
    ])
      expect({ route, answer: traitsOf(route).answer }).toEqual({ route, answer: 'binary' });
  });

  it('send pictures as multipart and APIv2 as XML', () => {
    expect(traitsOf('POST /v3/merchant/media/upload').body).toBe('multipart');
    expect(traitsOf('POST /pay/micropay')).toEqual({ body: 'xml', answer: 'xml' });
  });

  it.each([
    ['POST /v3/pay/transactions/jsapi', 'out_trade_no'],
    ['POST /v3/combine-transactions/jsapi', 'combine_out_trade_no'],
    ['POST /v3/refund/domestic/refunds', 'out_refund_no'],
    ['POST /v3/fund-app/mch-transfer/transfer-bills', 'out_bill_no'],
    ['POST /v3/profitsharing/orders', 'out_order_no'],
    ['POST /v3/profitsharing/return-orders', 'out_return_no'],
    ['POST /v3/marketing/busifavor/coupons/use', 'use_request_no'],
    ['POST /secapi/pay/refund', 'out_refund_no'],
    ['POST /mmpaymkttransfers/sendredpack', 'mch_billno'],
    ['POST /mmpaymkttransfers/promotion/transfers', 'partner_trade_no'],
  ])('name the number of what %s makes, %s', (route, idempotencyKey) => {
    expect(traitsOf(route).idempotencyKey).toBe(idempotencyKey);
  });

  it('name only fields of the body as idempotency keys', () => {
    for (const [route, { idempotencyKey, body, xml }] of [...v3, ...v2]) {
      if (idempotencyKey === undefined) continue;
      const fields = Object.keys(body ?? xml ?? {}).map((name) => name.replace(/\?$/, ''));
      expect({ route, fields }).toEqual({
        route,
        fields: expect.arrayContaining([idempotencyKey]) as unknown,
      });
    }
  });

  it.each([
    'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close',
    'POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close',
    'POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close',
    'POST /secapi/pay/reverse',
  ])('call %s repeatable', (route) => {
    expect(traitsOf(route).repeatable).toBe(true);
  });

  it.each([
    'POST /pay/micropay',
    'POST /pay/facepay',
    'POST /deposit/micropay',
    'POST /v3/pay/transactions/codepay',
    'POST /v3/pay/partner/transactions/codepay',
    'POST /v3/global/micropay/transactions/pay',
  ])('never have %s repeated blindly: a payer stands at the till', (route) => {
    expect(v3.has(route) || v2.has(route)).toBe(true);
    const { read, idempotencyKey, repeatable } = traitsOf(route);
    expect([read, idempotencyKey, repeatable]).toEqual([undefined, undefined, undefined]);
  });

  it('let queries of APIv2 be repeated, although they are POSTs', () => {
    for (const route of [
      'POST /pay/orderquery',
      'POST /pay/refundquery',
      'POST /mmpaymkttransfers/gethbinfo',
    ])
      expect({ route, read: traitsOf(route).read }).toEqual({ route, read: true });
  });
});
