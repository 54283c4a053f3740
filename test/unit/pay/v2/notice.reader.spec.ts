import { describe, expect, it } from '@jest/globals';
import {
  readXml,
  WeChatDecryptError,
  WeChatParseError,
  WeChatSignatureError,
  writeXml,
} from '../../../../lib/common/index.js';
import { sealReqInfo } from '../../../../lib/crypto/index.js';
import { V2_NOTICE_TAKEN, v2NoticeRefused } from '../../../../lib/pay/v2/notice.answer.js';
import { readV2Notice } from '../../../../lib/pay/v2/notice.reader.js';
import { failureOf } from '../../failure.js';
import { payVectors } from '../pay.vectors.js';
import { APP_ID, MCH_ID, signV2, V2_KEY } from './v2.stage.js';

const ORDER = {
  return_code: 'SUCCESS',
  result_code: 'SUCCESS',
  appid: APP_ID,
  mch_id: MCH_ID,
  nonce_str: 'n',
  out_trade_no: 'coffee-1',
  transaction_id: '4200000001',
  attach: '一杯咖啡 <b>]]>',
  total_fee: '1',
};
const REFUND_XML = '<root><out_refund_no><![CDATA[r-1]]></out_refund_no><refund_fee>1</refund_fee></root>';
const REFUND = { return_code: 'SUCCESS', appid: APP_ID, mch_id: MCH_ID, nonce_str: 'n' };

const signed = (fields: Record<string, string>, signType = 'MD5', key = V2_KEY): string =>
  writeXml({ ...fields, sign: signV2(fields, key, signType) });
const read = (xml: string, key = V2_KEY, mchId = MCH_ID) => readV2Notice(Buffer.from(xml), key, mchId);

describe('readV2Notice', () => {
  it.each([
    ['MD5', ORDER],
    ['HMAC-SHA256', ORDER],
    ['MD5', { ...ORDER, sign_type: 'MD5' }],
    ['HMAC-SHA256', { ...ORDER, sign_type: 'HMAC-SHA256' }],
  ])('reads an order signed with %s, whether it says so or not', (signType, fields) => {
    const { name, notice } = read(signed(fields, signType));
    expect(name).toBe('order');
    expect(notice).toMatchObject(fields);
  });

  it.each([
    ['order', ORDER],
    ['order', { ...ORDER, result_code: 'FAIL', err_code: 'NOTENOUGH' }],
    ['pap_order', { ...ORDER, contract_id: 'c-1', trade_state: 'SUCCESS' }],
    [
      'pap_contract',
      { ...REFUND, contract_code: 'c', contract_id: 'c-1', plan_id: '1', change_type: 'ADD', openid: 'o' },
    ],
    ['vehicle', { ...REFUND, plate_number: '粤B888888', vehicle_event_type: 'NORMAL' }],
  ])('knows a notice of the kind %s by its fields', (name, fields) => {
    expect(read(signed(fields)).name).toBe(name);
  });

  it('opens a refund, which is sealed and not signed', () => {
    const { name, notice } = read(writeXml({ ...REFUND, req_info: sealReqInfo(REFUND_XML, V2_KEY) }));
    expect(name).toBe('refund');
    expect(notice).toEqual({ ...REFUND, req_info: { out_refund_no: 'r-1', refund_fee: '1' } });
  });

  it('hands out of a refund nothing that was added to it, for its outside is not signed', () => {
    const own = { ...REFUND, return_msg: 'OK', sub_appid: 'wx2', sub_mch_id: '16' };
    const added = {
      out_trade_no: 'coffee-1',
      refund_status: 'SUCCESS',
      refund_fee: '1',
      result_code: 'SUCCESS',
    };
    const sealed = { req_info: sealReqInfo(REFUND_XML, V2_KEY) };
    const { name, notice } = read(
      writeXml({ ...added, ...own, ...sealed, openid: 'o', vehicle_event_type: 'x' }),
    );
    expect(name).toBe('refund');
    expect(notice).toEqual({ ...own, req_info: { out_refund_no: 'r-1', refund_fee: '1' } });
  });

  it('hands out of a refund no elements where texts belong', () => {
    const xml = writeXml({ ...REFUND, appid: { a: '1' }, req_info: sealReqInfo(REFUND_XML, V2_KEY) });
    expect(read(xml).notice).not.toHaveProperty('appid');
  });

  it.each(payVectors('v2-req-info').map((vector) => [vector.name, vector] as const))(
    'opens the refund of a peer: %s',
    (_name, { input, expected }) => {
      const xml = writeXml({ ...REFUND, req_info: input.reqInfo });
      expect(read(xml, input.key).notice['req_info']).toEqual(expected.fields);
    },
  );

  it.each(payVectors('v2-notify-verify').map((vector) => [vector.name, vector] as const))(
    'verifies as %s',
    (_name, { input }) => {
      expect(() => read(input.xml as string, input.key, '10000100')).toThrow(WeChatSignatureError);
      const untouched = (input.xml as string).replace('test2', 'test');
      expect(() => read(untouched, input.key, '10000100')).not.toThrow(WeChatSignatureError);
    },
  );

  const md5 = signed(ORDER);
  const hmac = signed(ORDER, 'HMAC-SHA256');
  it.each([
    ['an altered amount', md5.replace('<![CDATA[1]]>', '<![CDATA[2]]>')],
    ['an added field', md5.replace('<xml>', '<xml><cash_fee>1</cash_fee>')],
    ['a field left out', md5.replace(/<attach>.*<\/attach>/, '')],
    ['a merchant changed', md5.replace(MCH_ID, '1900000110')],
    ['no sign', writeXml(ORDER)],
    ['no sign, and an empty req_info', writeXml({ ...ORDER, req_info: '' })],
    ['a refund that is empty', writeXml({ ...REFUND, req_info: '' })],
    ['an empty sign', writeXml({ ...ORDER, sign: '' })],
    [
      'a sign in lower case',
      md5.replace(/<sign>.*<\/sign>/, (sign) => sign.toLowerCase().replaceAll('cdata', 'CDATA')),
    ],
    ['a sign cut short', hmac.replace(/.{5}\]\]><\/sign>/, ']]></sign>')],
    ['two signs', md5.replace('</xml>', `<sign>${signV2(ORDER, V2_KEY, 'MD5')}</sign></xml>`)],
    ['two amounts', md5.replace('</xml>', '<total_fee>1</total_fee></xml>')],
    ['an element within an element', md5.replace('<![CDATA[n]]>', '<a>n</a>')],
    ['the key of another merchant', signed(ORDER, 'MD5', `${V2_KEY.slice(0, -1)}x`)],
    ['MD5 said to be HMAC-SHA256', signed({ ...ORDER, sign_type: 'HMAC-SHA256' }, 'MD5')],
    ['HMAC-SHA256 said to be MD5', signed({ ...ORDER, sign_type: 'MD5' }, 'HMAC-SHA256')],
    [
      'a sign of the fields as they are escaped',
      writeXml({ ...ORDER, sign: signV2({ ...ORDER, attach: '一杯咖啡 &lt;b&gt;' }) }),
    ],
  ])('does not believe %s', (_what, xml) => {
    expect(() => read(xml)).toThrow(WeChatSignatureError);
  });

  const reqInfo = sealReqInfo(REFUND_XML, V2_KEY);
  const blocks = Buffer.from(reqInfo, 'base64');
  it.each([
    ['sealed with another key', sealReqInfo(REFUND_XML, `${V2_KEY.slice(0, -1)}x`)],
    [
      'with a bit changed',
      Buffer.from(blocks.map((byte, at) => (at === 20 ? byte ^ 1 : byte))).toString('base64'),
    ],
    ['cut short', blocks.subarray(0, -16).toString('base64')],
    ['that is no XML', sealReqInfo('nothing', V2_KEY)],
    ['with a DOCTYPE', sealReqInfo(`<!DOCTYPE root>${REFUND_XML}`, V2_KEY)],
  ])('does not open a refund %s', (_what, sealed) => {
    expect(() => read(writeXml({ ...REFUND, req_info: sealed }))).toThrow(WeChatDecryptError);
  });

  it.each([
    ['an order', signed({ ...ORDER, mch_id: '1900000110' })],
    [
      'an order of nobody',
      signed(Object.fromEntries(Object.entries(ORDER).filter(([name]) => name !== 'mch_id'))),
    ],
    ['a refund', writeXml({ ...REFUND, mch_id: '1900000110', req_info: reqInfo })],
  ])('refuses %s of another merchant', async (_what, xml) => {
    const error = await failureOf(() => read(xml));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).toMatch(/another merchant/);
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'return_code=SUCCESS'],
    ['JSON', '{"return_code":"SUCCESS"}'],
    ['XML cut short', md5.slice(0, -10)],
    ['an element without fields', '<xml>text</xml>'],
    ['a DOCTYPE', `<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${md5}`],
    ['two documents', md5 + md5],
    ['a field named __proto__', md5.replace('<xml>', '<xml><__proto__>1</__proto__>')],
    ['a failed delivery', signed({ ...ORDER, return_code: 'FAIL' })],
    ['a notice of no kind', signed({ ...REFUND, openid: 'o' })],
    [
      'two refunds',
      `<xml>${['return_code', 'mch_id'].map((name) => `<${name}>${REFUND[name as 'mch_id']}</${name}>`).join('')}<req_info>a</req_info><req_info>b</req_info></xml>`,
    ],
  ])('cannot read %s', (_what, xml) => {
    expect(() => read(xml)).toThrow(WeChatParseError);
  });

  it('says of no refusal what it was verified with', async () => {
    for (const xml of [md5.replace('coffee', 'tea'), writeXml({ ...REFUND, req_info: 'AAAA' })]) {
      const error = await failureOf(() => read(xml));
      expect(`${error.message}${error.stack}`).not.toContain(V2_KEY);
    }
  });
});

describe('The answers to a notice', () => {
  it.each(payVectors('v2-notify-reply').map((vector) => [vector.name, vector] as const))(
    'are as %s',
    (_name, { input, expected }) => {
      const answer =
        input.returnCode === 'SUCCESS' ? V2_NOTICE_TAKEN : v2NoticeRefused(input.returnMsg as string);
      expect(answer).toBe(expected.xml);
      expect(readXml(answer)).toEqual(expected.fields);
    },
  );
});
