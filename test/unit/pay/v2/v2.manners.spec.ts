import { describe, expect, it } from '@jest/globals';
import { type EndpointFact, type FieldFacts, readFacts } from '../../../../lib/catalog/index.js';
import { mannerOf } from '../../../../lib/pay/v2/v2.manners.js';

const facts = [...readFacts('pay-v2')].filter(([route]) => !/^GET \/appauth|\/entrustweb$/.test(route));
const givenOf = ({ xml, form, query, body }: EndpointFact): FieldFacts => ({
  ...query,
  ...body,
  ...form,
  ...xml,
});
const fieldsOf = ({ answer }: EndpointFact): FieldFacts => (answer === 'binary' ? {} : answer);
const demands = (fields: FieldFacts, name: string): boolean => Object.hasOwn(fields, name);
const knows = (fields: FieldFacts, name: string): boolean =>
  demands(fields, name) || demands(fields, `${name}?`);
/** The routes of which something holds. */
const routesWhere = (holds: (fact: EndpointFact) => boolean): string[] =>
  facts.filter(([, fact]) => holds(fact) && Object.keys(givenOf(fact)).length > 0).map(([route]) => route);

describe('mannerOf', () => {
  it.each(['mch_id', 'mchid', 'combine_mch_id'] as const)(
    'names the merchant in %s where that is demanded',
    (field) => {
      const routes = routesWhere((fact) => demands(givenOf(fact), field));
      expect(routes.length).toBeGreaterThan(0);
      expect(routes.filter((route) => mannerOf(route).merchant !== field)).toEqual([]);
    },
  );

  it('gives a nonce only to routes that know one', () => {
    const strangers = routesWhere((fact) => !knows(givenOf(fact), 'nonce_str'));
    expect(strangers.length).toBeGreaterThan(5);
    expect(strangers.filter((route) => mannerOf(route).hasNonce)).toEqual([]);
  });

  it('says sign_type only to routes that know it, and to all that demand it', () => {
    const strangers = routesWhere((fact) => !knows(givenOf(fact), 'sign_type'));
    const demanding = routesWhere((fact) => demands(givenOf(fact), 'sign_type'));
    expect(strangers.length).toBeGreaterThan(5);
    expect(demanding.length).toBeGreaterThan(20);
    expect(strangers.filter((route) => mannerOf(route).saysSignType)).toEqual([]);
    expect(demanding.filter((route) => !mannerOf(route).saysSignType)).toEqual([]);
  });

  it('demands a signature of every answer that has to carry one, and of none that has none', () => {
    const signed = routesWhere((fact) => demands(fieldsOf(fact), 'sign'));
    const unsigned = routesWhere((fact) => fact.answer !== 'binary' && !knows(fieldsOf(fact), 'sign'));
    expect(signed.length).toBeGreaterThan(20);
    expect(unsigned.length).toBeGreaterThan(4);
    expect(signed.filter((route) => !mannerOf(route).isAnswerSigned)).toEqual([]);
    expect(unsigned.filter((route) => mannerOf(route).isAnswerSigned)).toEqual([]);
  });

  it.each([
    // https://pay.weixin.qq.com/doc/v2/merchant/4011937361: 目前支持 HMAC-SHA256 和 MD5
    ['POST /secapi/pay/reverse', 'HMAC-SHA256', true],
    // https://pay.weixin.qq.com/doc/v2/partner/4011986741: 仅支持 HMAC-SHA256
    ['POST /deposit/reverse', 'HMAC-SHA256', true],
    // https://pay.weixin.qq.com/doc/v2/merchant/4011974053: no sign_type
    ['POST /mmpaymkttransfers/sendredpack', 'MD5', false],
    ['POST /mmpaymkttransfers/promotion/transfers', 'MD5', false],
    // https://pay.weixin.qq.com/doc/v2/merchant/4011985318: 暂只支持 MD5
    ['POST /cgi-bin/mch/newcustoms/customdeclareredeclare', 'MD5', false],
    // https://pay.weixin.qq.com/wiki/doc/api/wxpay_v2/papay/chapter3_7.shtml: no sign_type
    ['POST /papay/querycontract', 'MD5', false],
    ['POST /pay/pappayapply', 'MD5', false],
    ['GET /papay/h5entrustweb', 'HMAC-SHA256', false],
    ['POST /xdc/apiv2getsignkey/sign/getsignkey', 'MD5', false],
    ['POST /xdc/apiv2sandbox/pay/micropay', 'MD5', true],
    ['POST /pay/somethingnew', 'HMAC-SHA256', true],
  ])('signs %s with %s, as its page says', (route, signType, saysSignType) => {
    expect(mannerOf(route)).toMatchObject({ signType, saysSignType });
  });

  it('demands a signature of what the catalogue does not know', () => {
    expect(mannerOf('POST /pay/somethingnew').isAnswerSigned).toBe(true);
    expect(mannerOf('POST /pay/mmpaymkttransfers/sendredpack').isAnswerSigned).toBe(true);
  });

  it.each(['query_coupon_stock', 'sendredpack', 'sendgroupredpack', 'gethbinfo', 'promotion/transfers'])(
    'demands none of %s, and does of the coupons beside it',
    (name) => {
      expect(mannerOf(`POST /mmpaymkttransfers/${name}`).isAnswerSigned).toBe(false);
      expect(mannerOf('POST /mmpaymkttransfers/send_coupon').isAnswerSigned).toBe(true);
    },
  );
});
