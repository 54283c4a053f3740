import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';
import { toXml, WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { type RawCallback, seconds, sendRaw } from '../../src/wechat.sender.js';

let handled = 0;

@Injectable()
class Counter {
  @WeChatPayNotify()
  any(): void {
    handled += 1;
  }
}

/** A case: what is sent, what is answered, what the log says of it, and where it is sent when not to the client. */
type Case = readonly [title: string, make: () => RawCallback, status: number, said: RegExp, to?: string];

const wechat = new WeChatPaySender();
const stranger = new WeChatPaySender();
const SERVED = '1900000010';

const offBy = (shift: number): string => String(Number(seconds()) + shift);
const signed = (fields: unknown): RawCallback => wechat.sign(JSON.stringify(fields));
/** A good one, some header of which is another, missing, or there twice. */
const withHeader = (name: string, value: string | string[] | undefined): RawCallback => {
  const { body, headers } = wechat.notification();
  const { [`wechatpay-${name}`]: _, ...others } = headers as Record<string, string>;
  return { body, headers: value === undefined ? others : { ...others, [`wechatpay-${name}`]: value } };
};
/** A good one, its own signature written otherwise. */
const rewritten = (change: (signature: string) => string): RawCallback => {
  const { body, headers } = wechat.notification();
  return { body, headers: { ...headers, 'wechatpay-signature': change(headers['wechatpay-signature']) } };
};
/** A good one whose body is another. */
const withBody = (change: (body: string) => string | Buffer): RawCallback => {
  const { body, headers } = wechat.sign(JSON.stringify({ ...wechat.fields(), note: 'a/b' }, null, 1));
  return { headers, body: change(body.toString('utf8')) };
};
/** Signed, and yet its fields are not what they should be. */
const withFields = (change: (fields: ReturnType<WeChatPaySender['fields']>) => object): RawCallback =>
  signed(change(wechat.fields()));
const withResource = (change: object): RawCallback =>
  withFields((fields) => ({ ...fields, resource: { ...fields.resource, ...change } }));
const withPlaintext = (plaintext: string): RawCallback =>
  withFields((fields) => ({ ...fields, resource: wechat.seal(plaintext) }));
const about = (resource: object, event = 'TRANSACTION.SUCCESS'): RawCallback =>
  wechat.notification(resource, event);
const altered = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length + at] = (bytes.at(at) as number) ^ 1;
  return bytes.toString('base64');
};
const nest = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const inFront = (text: string, json = JSON.stringify(wechat.fields())): string =>
  json.replace('{', `{${text},`);

const HEADERS = ['timestamp', 'nonce', 'signature', 'serial'] as const;
const WRONG = /its signature is wrong/;
const OF_HEADERS: Case[] = [
  ...HEADERS.flatMap((name): Case[] => [
    [`no ${name}`, () => withHeader(name, undefined), 401, new RegExp(`wechatpay-${name} is missing`)],
    [`an empty ${name}`, () => withHeader(name, ''), 401, new RegExp(`wechatpay-${name} is missing`)],
  ]),
  [
    'no header at all',
    () => ({ body: JSON.stringify(wechat.fields()) }),
    401,
    /wechatpay-timestamp is missing/,
  ],
  ['the timestamp twice', () => withHeader('timestamp', [seconds(), seconds()]), 401, WRONG],
  ['the nonce twice', () => withHeader('nonce', ['a', 'a']), 401, WRONG],
  [
    'the signature twice',
    () => {
      const { body, headers } = wechat.notification();
      const { 'wechatpay-signature': one } = headers;
      return { body, headers: { ...headers, 'wechatpay-signature': [one, one] } };
    },
    401,
    WRONG,
  ],
  ['the serial twice', () => withHeader('serial', [wechat.publicKeyId, wechat.publicKeyId]), 401, WRONG],
  ['another timestamp than was signed', () => withHeader('timestamp', offBy(-1)), 401, WRONG],
  ['another nonce', () => withHeader('nonce', 'x'), 401, WRONG],
  ['a nonce in another case', () => withHeader('nonce', 'X'), 401, WRONG],
  [
    'the signature of another body',
    () => withHeader('signature', wechat.notification().headers['wechatpay-signature']),
    401,
    WRONG,
  ],
  ['a signature of nothing', () => rewritten(() => 'AA=='), 401, WRONG],
  ['a signature that was cut', () => rewritten((one) => one.slice(0, -4)), 401, WRONG],
  ['a signature with more behind it', () => rewritten((one) => `${one}AAAA`), 401, WRONG],
  ['a signature with a bit turned', () => rewritten((one) => altered(one, -1)), 401, WRONG],
  ['a signature in hex', () => rewritten((one) => Buffer.from(one, 'base64').toString('hex')), 401, WRONG],
  ['a signature without its padding', () => rewritten((one) => one.slice(0, -2)), 401, WRONG],
  [
    'a signature with a blank in it',
    () => rewritten((one) => `${one.slice(0, 9)} ${one.slice(9)}`),
    401,
    WRONG,
  ],
  ['a signature that is no base64', () => rewritten(() => '~'.repeat(344)), 401, WRONG],
  [
    'the signature of the key of another merchant',
    () => {
      const { body, headers } = stranger.sign(JSON.stringify(wechat.fields()));
      return { body, headers: { ...headers, 'wechatpay-serial': wechat.publicKeyId } };
    },
    401,
    WRONG,
  ],
  [
    'the same under its own name',
    () => stranger.sign(JSON.stringify(wechat.fields())),
    401,
    new RegExp(`public key ${stranger.publicKeyId}, which is not configured: set publicKeyId`),
  ],
  [
    'a timestamp 302 s old',
    () => wechat.notification({}, 'ANY', { timestamp: offBy(-302) }),
    401,
    /30[123] s behind/,
  ],
  [
    'one 302 s of the future',
    () => wechat.notification({}, 'ANY', { timestamp: offBy(302) }),
    401,
    /30[123] s ahead/,
  ],
  [
    'one a day old',
    () => wechat.notification({}, 'ANY', { timestamp: offBy(-86_400) }),
    401,
    /8640\d s behind/,
  ],
  ['a timestamp of 0', () => wechat.notification({}, 'ANY', { timestamp: '0' }), 401, /\d{10} s behind/],
  ['NaN for a timestamp', () => wechat.notification({}, 'ANY', { timestamp: 'NaN' }), 401, WRONG],
  ['a negative one', () => wechat.notification({}, 'ANY', { timestamp: `-${seconds()}` }), 401, WRONG],
  ['one with a fraction', () => wechat.notification({}, 'ANY', { timestamp: `${seconds()}.5` }), 401, WRONG],
  ['one in milliseconds', () => wechat.notification({}, 'ANY', { timestamp: `${seconds()}000` }), 401, WRONG],
  ['a huge one', () => wechat.notification({}, 'ANY', { timestamp: '9'.repeat(400) }), 401, WRONG],
  ['a public key nobody set', () => withHeader('serial', 'PUB_KEY_ID_0'), 401, /PUB_KEY_ID_0, which is not/],
  [
    'a public key in another case',
    () => withHeader('serial', wechat.publicKeyId.toLowerCase()),
    401,
    /signed with/,
  ],
  [
    'a certificate, where none is taken',
    () => withHeader('serial', '7DB0DF83'),
    401,
    /platformCertificates: true/,
  ],
  ['a serial that is not hex', () => withHeader('serial', 'not-hex'), 401, /signed with not-hex/],
  ['a serial of one letter', () => withHeader('serial', 'A'), 401, /signed with A,/],
  ['an overlong serial', () => withHeader('serial', 'A'.repeat(4000)), 401, WRONG],
  ['an overlong public key', () => withHeader('serial', `PUB_KEY_ID_${'0'.repeat(4000)}`), 401, WRONG],
  ...['__proto__', 'constructor', 'toString'].map((name): Case => [
    `the serial ${name}`,
    () => withHeader('serial', name),
    401,
    new RegExp(`signed with ${name}`),
  ]),
  ['a path for a serial', () => withHeader('serial', '../../etc/passwd'), 401, /signed with/],
  ['another algorithm', () => withHeader('signature-type', 'WECHATPAY2-SM2-WITH-SM3'), 401, /algorithm/],
  [
    'the algorithm twice',
    () => withHeader('signature-type', ['WECHATPAY2-SHA256-RSA2048', 'x']),
    401,
    /algorithm/,
  ],
];

const NO_NOTIFICATION = /no id, no event_type or no sealed resource/;
const NOT_OPENED = /The resource was altered, or sealed with another APIv3 key/;
const OF_BODIES: Case[] = [
  ['a body with one byte altered', () => withBody((body) => body.replace('支', '攰')), 401, WRONG],
  ['a body with a blank more', () => withBody((body) => `${body} `), 401, WRONG],
  ['a body with a line break more', () => withBody((body) => `${body}\n`), 401, WRONG],
  [
    'JSON written again without blanks',
    () => withBody((body) => JSON.stringify(JSON.parse(body))),
    401,
    WRONG,
  ],
  [
    'JSON written again in another order',
    () =>
      withBody((body) => {
        const fields = Object.entries(JSON.parse(body) as object).toReversed();
        return JSON.stringify(Object.fromEntries(fields), null, 1);
      }),
    401,
    WRONG,
  ],
  ['JSON with escaped slashes', () => withBody((body) => body.replaceAll('/', '\\/')), 401, WRONG],
  ['JSON with escaped characters', () => withBody((body) => body.replace('支', '\\u652f')), 401, WRONG],
  ['a body in another encoding', () => withBody((body) => Buffer.from(body, 'utf16le')), 401, WRONG],
  ['a BOM in front', () => withBody((body) => `\ufeff${body}`), 401, WRONG],
  ['a BOM that was signed', () => wechat.sign(`\ufeff${JSON.stringify(wechat.fields())}`), 400, /not JSON/],
  ['an empty body', () => withBody(() => ''), 401, WRONG],
  ['an empty body that was signed', () => wechat.sign(''), 400, /not JSON/],
  ['no JSON', () => wechat.sign('id=EV-1&event_type=TRANSACTION.SUCCESS'), 400, /not JSON/],
  ['JSON that was cut', () => wechat.sign(JSON.stringify(wechat.fields()).slice(0, -1)), 400, /not JSON/],
  ['an array', () => signed([wechat.fields()]), 400, /not JSON/],
  ['null', () => signed(null), 400, /not JSON/],
  ['a number', () => signed(1), 400, /not JSON/],
  ['a text', () => signed('EV-1'), 400, /not JSON/],
  ['deep nesting', () => wechat.sign(inFront(`"a":${nest(50_000)}`)), 400, /nested deeper than 16/],
  [
    'deep nesting beside a number of many digits',
    () => wechat.sign(inFront(`"b":12345678901234567890,"a":${nest(50_000)}`)),
    400,
    /not JSON|nested deeper than 16/,
  ],
  [
    'a key that would be a prototype',
    () => wechat.sign(inFront('"__proto__":{"polluted":1}')),
    400,
    /never sends/,
  ],
  [
    'such a key, escaped, further down',
    () => wechat.sign(inFront('"a":[{"\\u005f_proto__":{"polluted":1}}]')),
    400,
    /never sends/,
  ],
  ['no id', () => withFields(({ id: _id, ...fields }) => fields), 400, NO_NOTIFICATION],
  ['an id that is an object', () => withFields((fields) => ({ ...fields, id: {} })), 400, NO_NOTIFICATION],
  ['no event_type', () => withFields((fields) => ({ ...fields, event_type: '' })), 400, NO_NOTIFICATION],
  [
    'an event_type that is an array',
    () => withFields((fields) => ({ ...fields, event_type: ['A'] })),
    400,
    NO_NOTIFICATION,
  ],
  ['no resource', () => withFields(({ resource: _resource, ...fields }) => fields), 400, NO_NOTIFICATION],
  [
    'a resource that is null',
    () => withFields((fields) => ({ ...fields, resource: null })),
    400,
    NO_NOTIFICATION,
  ],
  [
    'a resource that is a text',
    () => withFields((fields) => ({ ...fields, resource: 'x' })),
    400,
    NO_NOTIFICATION,
  ],
  [
    'a resource in clear',
    () => withFields((fields) => ({ ...fields, resource: wechat.transaction() })),
    400,
    NO_NOTIFICATION,
  ],
  ['a ciphertext that is a number', () => withResource({ ciphertext: 1 }), 400, NO_NOTIFICATION],
  ['a nonce that is missing', () => withResource({ nonce: undefined }), 400, NO_NOTIFICATION],
  ['an associated_data that is an object', () => withResource({ associated_data: {} }), 400, NO_NOTIFICATION],
  [
    'another algorithm of the seal',
    () => withResource({ algorithm: 'AEAD_SM4_GCM' }),
    400,
    /another algorithm/,
  ],
  ['no algorithm of the seal', () => withResource({ algorithm: null }), 400, /another algorithm/],
];

const OF_SEALS: Case[] = [
  [
    'a ciphertext that was cut',
    () => withResource({ ciphertext: wechat.seal('{"a":1}').ciphertext.slice(4) }),
    400,
    NOT_OPENED,
  ],
  ['a ciphertext shorter than a tag', () => withResource({ ciphertext: 'AAAA' }), 400, /too short/],
  [
    'a ciphertext that is no base64',
    () => withResource({ ciphertext: '*'.repeat(400) }),
    400,
    /too short|altered/,
  ],
  [
    'a ciphertext that was altered',
    () =>
      withFields((fields) => ({
        ...fields,
        resource: { ...fields.resource, ciphertext: altered(fields.resource.ciphertext, -20) },
      })),
    400,
    NOT_OPENED,
  ],
  [
    'a tag that was altered',
    () =>
      withFields((fields) => ({
        ...fields,
        resource: { ...fields.resource, ciphertext: altered(fields.resource.ciphertext, -1) },
      })),
    400,
    NOT_OPENED,
  ],
  ['another associated_data', () => withResource({ associated_data: 'refund' }), 400, NOT_OPENED],
  ['an associated_data that is missing', () => withResource({ associated_data: undefined }), 400, NOT_OPENED],
  ['another nonce', () => withResource({ nonce: '0123456789ab' }), 400, NOT_OPENED],
  [
    'a resource of another notification under this nonce',
    () => withResource({ ciphertext: wechat.fields().resource.ciphertext }),
    400,
    NOT_OPENED,
  ],
  [
    'a resource sealed with another APIv3 key',
    () => withFields((fields) => ({ ...fields, resource: stranger.seal('{}') })),
    400,
    NOT_OPENED,
  ],
  ['a sealed text that is no JSON', () => withPlaintext('out_trade_no=1'), 400, /The resource is not JSON/],
  ['a sealed array', () => withPlaintext('[]'), 400, /The resource is not JSON/],
  ['nothing sealed', () => withPlaintext(''), 400, /The resource is not JSON/],
  [
    'a sealed key that would be a prototype',
    () => withPlaintext('{"__proto__":{"mchid":"1"}}'),
    400,
    /never sends/,
  ],
  ['a sealed nest', () => withPlaintext(nest(50_000)), 400, /nested deeper than 16/],
  ['a payment of another merchant', () => about({ mchid: stranger.mchId }), 400, /about another merchant/],
  ['the mchid as a number', () => about({ mchid: Number(wechat.mchId) }), 400, /about another merchant/],
  [
    'a refund of another partner',
    () => about({ sp_mchid: stranger.mchId, sub_mchid: SERVED }, 'REFUND.SUCCESS'),
    400,
    /another merchant/,
  ],
  ['combined orders of another', () => about({ combine_mchid: stranger.mchId }), 400, /another merchant/],
  [
    'a payment for a merchant the partner does not serve',
    () => about({ sp_mchid: wechat.mchId, sub_mchid: '1900000011' }),
    400,
    /another merchant/,
  ],
  [
    'combined orders with one of such a merchant',
    () => about({ combine_mchid: wechat.mchId, sub_orders: [{ sub_mchid: SERVED }, { sub_mchid: '1' }] }),
    400,
    /another merchant/,
  ],
  [
    'a share of another merchant for a third one',
    () => about({ mchid: stranger.mchId, receiver: { account: '1900000099' } }, 'PROFITSHARING.SUCCESS'),
    400,
    /another merchant/,
  ],
];

const OF_HTTP: Case[] = [
  ['GET', () => ({ ...wechat.notification(), method: 'GET', body: '' }), 405, /the method is GET/],
  [
    'GET with an echostr',
    () => ({ method: 'GET', query: { signature: 'x', echostr: 'e' } }),
    405,
    /the method is GET/,
  ],
  ['PUT', () => ({ ...wechat.notification(), method: 'PUT' }), 405, /the method is PUT/],
  ['DELETE', () => ({ ...wechat.notification(), method: 'DELETE', body: '' }), 405, /the method is DELETE/],
  [
    'a parameter of the query twice',
    () => ({ ...wechat.notification(), query: 'a=1&a=2' }),
    400,
    /given twice/,
  ],
  ['an unknown client', () => wechat.notification(), 404, /there is no such client/, 'nobody'],
  ['the number of another merchant', () => wechat.notification(), 404, /no such client/, stranger.mchId],
  [
    'a client named like a property of objects',
    () => wechat.notification(),
    404,
    /no such client/,
    '__proto__',
  ],
  ['an account of a merchant', () => wechat.notification(), 404, /no such client/, 'pay/wx1'],
  [
    'a body over 1 MiB',
    () => wechat.sign(inFront(`"a":"${'x'.repeat(1024 * 1024)}"`)),
    413,
    /larger than 1048576/,
  ],
  [
    'a compressed body',
    () => {
      const { body, headers } = wechat.notification();
      return { body: gzipSync(body), headers: { ...headers, 'content-encoding': 'gzip' } };
    },
    415,
    /compressed \(gzip\)/,
  ],
];

const ORDER = wechat.v2Order();
const v2 = (more: Record<string, string> = {}): Record<string, string> => ({ ...ORDER, ...more });
const v2Written = (change: (xml: string) => string): RawCallback => {
  const { headers, body } = wechat.v2Sign(v2());
  return { headers, body: change(String(body)) };
};
const WRONG_SIGN = /its sign is missing or wrong/;
const NOT_OPENED_V2 = /The req_info was altered, or sealed with another APIv2 key/;
const OF_V2: Case[] = [
  ['an altered field', () => v2Written((xml) => xml.replace('[1]', '[2]')), 401, WRONG_SIGN],
  [
    'a field more',
    () => v2Written((xml) => xml.replace('</xml>', '<attach>x</attach></xml>')),
    401,
    WRONG_SIGN,
  ],
  ['a field less', () => v2Written((xml) => xml.replace(/<total_fee>.*<\/total_fee>/, '')), 401, WRONG_SIGN],
  [
    'a field twice',
    () => v2Written((xml) => xml.replace('</xml>', '<total_fee>1</total_fee></xml>')),
    401,
    WRONG_SIGN,
  ],
  [
    'an element within one',
    () => v2Written((xml) => xml.replace('</xml>', '<a><b>1</b></a></xml>')),
    401,
    WRONG_SIGN,
  ],
  ['no sign', () => toXml(v2()), 401, WRONG_SIGN],
  ['an empty sign', () => toXml(v2({ sign: '' })), 401, WRONG_SIGN],
  ['a sign of another key', () => wechat.v2Sign(v2(), 'MD5', stranger.apiV2Key), 401, WRONG_SIGN],
  ['a sign of the APIv3 key', () => wechat.v2Sign(v2(), 'HMAC-SHA256', wechat.apiV3Key), 401, WRONG_SIGN],
  ['a sign without any key', () => wechat.v2Sign(v2(), 'MD5', ''), 401, WRONG_SIGN],
  [
    'MD5 where HMAC-SHA256 is named',
    () => wechat.v2Sign(v2({ sign_type: 'HMAC-SHA256' }), 'MD5'),
    401,
    WRONG_SIGN,
  ],
  [
    'HMAC-SHA256 where MD5 is named',
    () => wechat.v2Sign(v2({ sign_type: 'MD5' }), 'HMAC-SHA256'),
    401,
    WRONG_SIGN,
  ],
  [
    'a sign in lower case',
    () => v2Written((xml) => xml.replace(/[0-9A-F]{32}\]\]><\/sign>/, (sign) => sign.toLowerCase())),
    401,
    WRONG_SIGN,
  ],
  ['another mch_id', () => wechat.v2Sign(v2({ mch_id: stranger.mchId })), 400, /about another merchant/],
  ['no mch_id', () => wechat.v2Sign(v2({ mch_id: '' })), 400, /about another merchant/],
  [
    'a merchant the partner does not serve',
    () => wechat.v2Sign(v2({ sub_mch_id: '1900000011' })),
    400,
    /another merchant/,
  ],
  ['return_code FAIL', () => wechat.v2Sign(v2({ return_code: 'FAIL' })), 400, /return_code is not SUCCESS/],
  ['return_code FAIL, unsigned', () => toXml({ return_code: 'FAIL', return_msg: 'x' }), 401, WRONG_SIGN],
  ['a DOCTYPE', () => v2Written((xml) => `<!DOCTYPE xml SYSTEM "file:///etc/passwd">${xml}`), 400, /DOCTYPE/],
  [
    'entities',
    () =>
      v2Written((xml) => `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>${xml.replace('[1]', '[&c;]')}`),
    400,
    /DOCTYPE/,
  ],
  [
    'an entity nobody declared',
    () => v2Written((xml) => xml.replace('</xml>', '<a>&xxe;</a></xml>')),
    400,
    /malformed/,
  ],
  [
    'an element named __proto__',
    () => v2Written((xml) => xml.replace('</xml>', '<__proto__>1</__proto__></xml>')),
    400,
    /never sends/,
  ],
  [
    'deep nesting in XML',
    () => ({ body: `<xml>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</xml>` }),
    400,
    /nested deeper/,
  ],
  ['XML that was cut', () => v2Written((xml) => xml.slice(0, -3)), 400, /malformed/],
  ['XML without fields', () => ({ body: '<xml></xml>' }), 400, /no fields/],
  ['a page', () => ({ body: '<!doctype html><h1>502</h1>' }), 400, /DOCTYPE|malformed/],
  [
    'a notice nobody knows',
    () => wechat.v2Sign({ return_code: 'SUCCESS', mch_id: wechat.mchId }),
    400,
    /none of an order/,
  ],
  [
    'a req_info that was cut',
    () => toXml({ ...wechat.v2Refund(), req_info: wechat.v2Refund().req_info?.slice(4) ?? '' }),
    400,
    NOT_OPENED_V2,
  ],
  [
    'a req_info with a bit turned',
    () => {
      const refund = wechat.v2Refund();
      return toXml({ ...refund, req_info: altered(refund.req_info as string, -20) });
    },
    400,
    NOT_OPENED_V2,
  ],
  ['an empty req_info', () => toXml({ ...wechat.v2Refund(), req_info: '' }), 401, WRONG_SIGN],
  [
    'a req_info in clear',
    () => toXml({ ...wechat.v2Refund(), req_info: '<root><a>1</a></root>' }),
    400,
    NOT_OPENED_V2,
  ],
  [
    'a req_info with elements',
    () => ({
      body: `<xml><return_code>SUCCESS</return_code><mch_id>${wechat.mchId}</mch_id><req_info><a>1</a></req_info></xml>`,
    }),
    400,
    /req_info of the notice is no text/,
  ],
  [
    'a req_info sealed with another key',
    () => toXml(wechat.v2Refund({}, stranger.apiV2Key)),
    400,
    NOT_OPENED_V2,
  ],
  [
    'a refund of another merchant',
    () => toXml({ ...wechat.v2Refund(), mch_id: stranger.mchId }),
    400,
    /another merchant/,
  ],
  [
    'a refund of a merchant the partner does not serve',
    () => toXml({ ...wechat.v2Refund(), sub_mch_id: '1' }),
    400,
    /another merchant/,
  ],
];

const GROUPS: Array<[string, Case[]]> = [
  ['headers', OF_HEADERS],
  ['bodies', OF_BODIES],
  ['seals', OF_SEALS],
  ['HTTP', OF_HTTP],
  ['v2', OF_V2],
];

it('The table of refusals holds enough', () => {
  expect(GROUPS.flatMap(([, cases]) => cases).length).toBeGreaterThan(120);
});

describe.each(ADAPTERS)('What is refused as no notification of WeChat Pay, on %s', (adapter) => {
  let started: StartedPay;
  const log = new LogCapture();
  beforeAll(async () => {
    const client = { ...wechat.credentials, subMchIds: [SERVED] };
    started = await startPay(adapter, { providers: [Counter], client, nest: { logger: log } });
  });
  afterAll(() => started.close());
  beforeEach(() => {
    handled = 0;
    log.lines.length = 0;
  });

  const send = (given: RawCallback, to = 'pay') => sendRaw(`${started.url}/wechat/${to}`, given);
  const expectGoodOnes = async (): Promise<void> => {
    expect(await send(wechat.notification())).toEqual({ status: 204, contentType: '', text: '' });
    expect((await send(about({ sp_mchid: wechat.mchId, sub_mchid: SERVED }))).status).toBe(204);
    expect((await send(wechat.v2Sign(wechat.v2Order()))).status).toBe(200);
    expect((await send(toXml(wechat.v2Refund()))).status).toBe(200);
    expect(handled).toBe(4);
  };
  const SECRETS = [wechat, stranger].flatMap(({ apiV3Key, apiV2Key }) => [apiV3Key, apiV2Key]);

  describe.each(GROUPS)('for its %s:', (_group, cases) => {
    it.each(cases)('%s', async (_title, make, status, said, to = 'pay') => {
      const { body } = make();
      const answer = await send(make(), to);
      expect(answer.status).toBe(status);
      expect(handled).toBe(0);
      expect(log.of('warn')).toEqual([expect.stringMatching(said)]);
      expect(log.lines).toHaveLength(1);
      const line = log.lines[0] as string;
      expect(line).toContain(`(${status})`);
      expect(line.length).toBeLessThan(600);
      for (const secret of SECRETS) expect(line).not.toContain(secret);
      if (to !== 'pay') return; // of nobody it is not known in which form
      const isXml = String(body).startsWith('<') && status < 404;
      expect(answer.contentType).toContain(isXml ? 'text/xml' : 'application/json');
      expect(answer.text).toMatch(
        isXml
          ? /^<xml><return_code><!\[CDATA\[FAIL\]\]><\/return_code><return_msg><!\[CDATA\[[a-z ]+\]\]>/
          : /^\{"code":"FAIL","message":"[a-z ]+"\}$/,
      );
    });

    it('and right after them all good ones are handled', expectGoodOnes);
  });

  it('and leaves no mark on prototypes', () => {
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('a probe of WeChat Pay is refused, and is told for who debugs alone', async () => {
    const probe = withHeader('signature', `WECHATPAY/SIGNTEST/${'A'.repeat(344)}`);
    expect(await send(probe)).toMatchObject({
      status: 401,
      text: '{"code":"FAIL","message":"signature refused"}',
    });
    expect(handled).toBe(0);
    expect(log.lines).toEqual([expect.stringMatching(/^debug .*it is a probe of WeChat Pay/)]);
    const late = wechat.sign(probe.body as Buffer, { timestamp: offBy(-9000) });
    const headers = { ...late.headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/x' };
    expect((await send({ ...late, headers })).status).toBe(401);
    expect(log.of('warn')).toEqual([]);
    await expectGoodOnes();
  });

  it('probes of the sandbox, and all it can spoil', async () => {
    const whole = await startPay(adapter, { providers: [Counter], merchant: { keys: 'both' } });
    try {
      const { merchant } = whole;
      const spoilt = [
        ...(['signature', 'body', 'serial', 'timestamp', 'nonce'] as const),
        ...(['missing-signature', 'missing-serial', 'missing-timestamp', 'missing-nonce'] as const),
        ...(['ciphertext', 'associated-data', 'resource-nonce', 'reserialized'] as const),
      ].map((tamper) => ({ tamper }));
      const off = [-302, 302].map((timestampOffset) => ({ timestampOffset }));
      for (const keyMode of ['public-key', 'certificate'] as const) {
        for (const options of [...spoilt, ...off, { probe: true }, { algorithm: 'x' }]) {
          const { status, attempts } = await merchant.notify('ANY', {}, { ...options, keyMode, repeat: 1 });
          expect({ options, status: Math.floor(status / 100), attempts }).toEqual({
            options,
            status: 4,
            attempts: 2,
          });
        }
        expect(handled).toBe(0);
        expect((await merchant.notify('ANY', {}, { keyMode })).status).toBe(204);
        handled = 0;
      }
      const v2Spoilt = ['signature', 'missing-signature', 'body', 'ciphertext'] as const;
      for (const tamper of v2Spoilt) {
        const kind = tamper === 'ciphertext' ? 'refund' : 'order';
        const { status } = await merchant.notifyV2(kind, { out_trade_no: 'o' }, { tamper, repeat: 0 });
        expect({ tamper, status: Math.floor(status / 100) }).toEqual({ tamper, status: 4 });
      }
      expect(handled).toBe(0);
    } finally {
      await whole.close();
    }
  });

  it('notices of v2 where no apiV2Key is set: the log says what to set', async () => {
    const lines = new LogCapture();
    const client = { ...wechat.credentials, apiV2Key: undefined };
    const without = await startPay(adapter, { providers: [Counter], client, nest: { logger: lines } });
    const sendTo = (given: RawCallback) => sendRaw(`${without.url}/wechat/pay`, given);
    for (const given of [wechat.v2Sign(wechat.v2Order()), toXml(wechat.v2Refund())]) {
      expect((await sendTo(given)).status).toBe(401);
    }
    expect(lines.of('warn')).toEqual(Array(2).fill(expect.stringMatching(/"pay".*apiV2Key/)));
    expect(handled).toBe(0);
    expect((await sendTo(wechat.notification())).status).toBe(204);
    await without.close();
  });
});
