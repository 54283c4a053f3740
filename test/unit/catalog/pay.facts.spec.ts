import { describe, expect, it } from '@jest/globals';
import { type FieldFacts, type FieldType, readFacts } from '../../../lib/catalog/index.js';
import { type PayV2Endpoints, type PayV3Endpoints } from '../../../lib/catalog/pay.js';

const v3 = readFacts('pay-v3');

const requiredOf = (fields: FieldType | undefined): string[] =>
  Object.keys((fields ?? {}) as FieldFacts).filter((name) => !name.endsWith('?'));

/** Paths of the scalars of a shape, with their types. */
function scalars(type: FieldType, path: string): Array<readonly [path: string, type: string]> {
  if (typeof type === 'string') return [[path, type]];
  if (Array.isArray(type)) return scalars(type[0], `${path}[]`);
  return Object.entries(type).flatMap(([name, child]) =>
    scalars(child, `${path}.${name.replace(/\?$/, '')}`),
  );
}

const ORDER = ['mchid', 'appid', 'description', 'out_trade_no', 'notify_url', 'amount'];
const PARTNER_ORDER = ['sp_mchid', 'sub_mchid', 'sp_appid', ...ORDER.slice(2)];

/** What the official pages demand, checked by hand. */
const DEMANDED: ReadonlyArray<readonly [route: string, fields: readonly string[]]> = [
  ['POST /v3/pay/transactions/jsapi', [...ORDER, 'payer']],
  ['POST /v3/pay/transactions/native', ORDER],
  ['POST /v3/pay/transactions/app', ORDER],
  ['POST /v3/pay/transactions/h5', [...ORDER, 'scene_info']],
  ['POST /v3/pay/partner/transactions/jsapi', [...PARTNER_ORDER, 'payer']],
  ['POST /v3/pay/partner/transactions/native', PARTNER_ORDER],
  ['POST /v3/pay/partner/transactions/app', PARTNER_ORDER],
  ['POST /v3/pay/partner/transactions/h5', [...PARTNER_ORDER, 'scene_info']],
  ['POST /v3/refund/domestic/refunds', ['out_refund_no', 'amount']],
  [
    'POST /v3/combine-transactions/jsapi',
    [
      'combine_appid',
      'combine_mchid',
      'combine_out_trade_no',
      'notify_url',
      'sub_orders',
      'combine_payer_info',
    ],
  ],
  [
    'POST /v3/fund-app/mch-transfer/transfer-bills',
    [
      'appid',
      'out_bill_no',
      'transfer_amount',
      'transfer_remark',
      'openid',
      'transfer_scene_id',
      'transfer_scene_report_infos',
    ],
  ],
];

/** Bodies in which a number need not be whole: quantities and prices of two pages nobody could check. */
const FRACTIONS = [
  'POST /v3/catering/orders/sync-status',
  'POST /v3/industry-rebate/retail-industry/transactions',
  'POST /v3/gov/subsidy/',
];

describe('the facts of WeChat Pay', () => {
  it.each(DEMANDED)('demand for %s just what its page demands', (route, fields) => {
    expect(requiredOf(v3.get(route)?.body).toSorted()).toEqual([...fields].toSorted());
  });

  it('demand merchant numbers of queries and dates of bills', () => {
    expect(requiredOf(v3.get('GET /v3/pay/transactions/out-trade-no/{out_trade_no}')?.query)).toEqual([
      'mchid',
    ]);
    expect(requiredOf(v3.get('GET /v3/bill/tradebill')?.query)).toEqual(['bill_date']);
    expect(requiredOf(v3.get('GET /v3/bill/fundflowbill')?.query)).toEqual(['bill_date']);
  });

  it('promise of an unpaid order neither a payer nor an amount', () => {
    const promised = requiredOf(
      v3.get('GET /v3/pay/transactions/out-trade-no/{out_trade_no}')?.answer as FieldFacts,
    );
    expect(promised).toEqual(['mchid', 'appid', 'out_trade_no', 'trade_state', 'trade_state_desc']);
  });

  it('know amounts as whole numbers of fen', () => {
    const fractions = [...v3].flatMap(([route, { body }]) =>
      scalars(body ?? {}, route).filter(([, type]) => type.split('|').includes('number')),
    );
    expect(
      fractions.map(([path]) => path).filter((path) => !FRACTIONS.some((start) => path.startsWith(start))),
    ).toEqual([]);
  });

  it('send no list and no object in a query', () => {
    for (const [route, { query = {} }] of v3)
      expect({ route, types: Object.values(query).filter((type) => typeof type !== 'string') }).toEqual({
        route,
        types: [],
      });
  });

  it('leave it to the client to encrypt and to sign: no header of a signature among theirs', () => {
    for (const [route, { headers = {} }] of v3)
      expect({ route, serial: headers['Wechatpay-Serial'] }).toEqual({ route, serial: undefined });
  });
});

describe('the types of WeChat Pay', () => {
  type H5 = PayV3Endpoints['POST /v3/pay/transactions/h5']['body'];
  type Micropay = PayV2Endpoints['POST /pay/micropay'];

  it('do not let an H5 order go without its scene', () => {
    const order = {
      mchid: '1900000109',
      appid: 'wx8888888888888888',
      description: '茶杯',
      out_trade_no: '20260101',
      notify_url: 'https://shop.example/wechat/pay',
      amount: { total: 100 },
    };
    // @ts-expect-error scene_info is missing
    const incomplete: H5 = order;
    const complete: H5 = {
      ...order,
      scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
    };
    expect(complete).toMatchObject(incomplete);
  });

  it('leave what the client fills in to the client, and read XML as text', () => {
    const body: Micropay['body'] = {
      appid: 'wx8888888888888888',
      body: '茶杯',
      out_trade_no: '20260101',
      total_fee: 100,
      spbill_create_ip: '203.0.113.7',
      auth_code: '134567890123456789',
    };
    const answer: Partial<Micropay['answer']> = { return_code: 'SUCCESS', total_fee: '100' };
    expect([body.sign, answer.total_fee]).toEqual([undefined, '100']);
  });
});
