import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { WeChatPaySender } from '../../../src/wechat-pay.sender.js';
import type { FuzzProtocol, Sealing, Signed } from '../protocol.interface.js';
import type { HandlerRun } from '../target.interface.js';
import type { Wire } from '../wire.js';
import { arrived, isFor, post } from './request.js';

const XML = { 'content-type': 'text/xml' };

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The signature of a v2 message (签名). */
function signatureOf(fields: ReadonlyArray<readonly [string, string]>, key: string): string {
  const said = fields.filter(([name, value]) => name !== 'sign' && value !== '');
  const text = said
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return md5(`${text}&key=${key}`).toUpperCase();
}

const elements = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('');

/** The leaves of a document that is written as ours are; what was mutated beyond that is signed wrongly. */
const leavesOf = (xml: string): Array<readonly [string, string]> =>
  [...xml.matchAll(/<([\w.-]+)(?:\s[^>]*)?>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))<\/\1>/gs)].map(
    ([, name = '', cdata, text = '']) => [name, cdata ?? text.trim()] as const,
  );

/** Notices of APIv2 (v2 通知): signed with a key both know; those of refunds are sealed with it, and not signed. */
export function payV2Protocol({ mchId, apiV2Key }: WeChatPaySender): FuzzProtocol {
  const paths = ['pay', mchId];
  const key = (sealing: Sealing): string => (sealing.signer === 'other' ? 'f'.repeat(32) : apiV2Key);
  const base = {
    return_code: 'SUCCESS',
    result_code: 'SUCCESS',
    appid: 'wx1',
    mch_id: mchId,
    nonce_str: 'n',
  };
  const document = (fields: Readonly<Record<string, string>>): string =>
    `<xml>${elements({ ...base, ...fields })}</xml>`;
  const samples = [
    document({ out_trade_no: 'order-1', total_fee: '1', bank_type: 'CMC', attach: '支付测试' }),
    document({ contract_id: 'c', out_trade_no: 'order-2', total_fee: '1' }),
    document({ change_type: 'ADD', contract_code: '100001256', plan_id: '123' }),
    document({ vehicle_event_type: 'NORMAL', plate_number: '粤B888888' }),
    `<root>${elements({ out_refund_no: 'refund-1', refund_status: 'SUCCESS', refund_fee: '1' })}</root>`,
  ];

  const sign = (message: Buffer, sealing: Sealing): Signed =>
    message.toString('latin1').trimStart().startsWith('<root')
      ? refund(message, sealing)
      : notice(message, sealing);

  const notice = (message: Buffer, sealing: Sealing): Signed => {
    const xml = message.toString('utf8');
    const signed = `<sign>${signatureOf(leavesOf(xml), key(sealing))}</sign></xml>`;
    return { wire: post('pay', {}, xml.replace(/<\/xml>\s*$/, signed), XML), isAuthentic };
  };

  const refund = (message: Buffer, sealing: Sealing): Signed => {
    const cipher = createCipheriv('aes-256-ecb', md5(key(sealing)), null);
    const req_info = cipher.update(message, undefined, 'base64') + cipher.final('base64');
    return { wire: post('pay', {}, document({ req_info }), XML), isAuthentic };
  };

  /** What the handler was given says itself whether it was signed. */
  const isAuthentic = (given: Wire, run?: HandlerRun): boolean => {
    if (!isFor(given, paths)) return false;
    if (!run?.notice) return isSealedWith(arrived(given), apiV2Key) || isSignedWith(arrived(given));
    if (typeof run.notice['req_info'] === 'object') return isSealedWith(arrived(given), apiV2Key);
    const fields = Object.entries(run.notice);
    if (fields.some(([, value]) => typeof value !== 'string')) return false;
    return run.notice['sign'] === signatureOf(fields as Array<[string, string]>, apiV2Key);
  };

  const isSignedWith = (body: Buffer): boolean => {
    const fields = leavesOf(body.toString('utf8'));
    return fields.some(([name, value]) => name === 'sign' && value === signatureOf(fields, apiV2Key));
  };
  return { name: 'pay v2', samples, good: samples[0] as string, taken: 200, sign };
}

/** Nothing signs a refund: what opens with the key was sealed with it, or one block in many thousands is text by chance. */
function isSealedWith(body: Buffer, key: string): boolean {
  const [, reqInfo] = /<req_info[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]*)/.exec(body.toString('utf8')) ?? [];
  if (!reqInfo) return false;
  try {
    const decipher = createDecipheriv('aes-256-ecb', md5(key), null);
    const opened = Buffer.concat([decipher.update(reqInfo, 'base64'), decipher.final()]);
    return new TextDecoder('utf-8', { fatal: true }).decode(opened) !== '';
  } catch {
    return false;
  }
}
