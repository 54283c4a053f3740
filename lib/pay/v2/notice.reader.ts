import type { PayV2Notices } from '../../catalog/pay.js';
import {
  type MessageTree,
  readXml,
  WeChatDecryptError,
  WeChatParseError,
  WeChatSignatureError,
} from '../../common/index.js';
import { openReqInfo } from '../../crypto/index.js';
import { NOTIFICATION_REFUSED, OTHER_MERCHANT, WRONG_V2_SIGNATURE } from '../pay.messages.js';
import { isSignedV2, signTypeOf } from './v2.signature.js';

/** A notice of APIv2, believed and opened. */
export interface V2Notice {
  readonly name: keyof PayV2Notices;
  /** Its fields; of a refund `req_info` is what was sealed in it. */
  readonly notice: MessageTree;
}

/** What a refund carries beside what is sealed, all of it unsigned: whatever else stands there, somebody else wrote. */
const BESIDE_REQ_INFO = [
  'return_code',
  'return_msg',
  'appid',
  'mch_id',
  'sub_appid',
  'sub_mch_id',
  'nonce_str',
] as const;

/** The fields that tell the kinds apart, the most telling first. */
const TELLING: ReadonlyArray<readonly [name: V2Notice['name'], fields: readonly string[]]> = [
  ['refund', ['req_info']],
  ['vehicle', ['vehicle_event_type']],
  ['pap_contract', ['change_type', 'contract_code']],
  ['pap_order', ['contract_id', 'out_trade_no']],
  ['order', ['out_trade_no']],
];

/**
 * Reads a notice of APIv2 (支付结果通知, 退款结果通知 and their kin): signed with the APIv2 key, or, as refunds are, sealed
 * with it.
 *
 * @param body the bytes as they came
 * @throws {WeChatParseError} when it is no XML, tells of a failed delivery, or is no notice anybody knows
 * @throws {WeChatSignatureError} when it is not signed, or was altered
 * @throws {WeChatDecryptError} when a refund was sealed with another key, or it is about another merchant
 * @see https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_7&index=8
 */
export function readV2Notice(body: Buffer, apiV2Key: string, mchId: string): V2Notice {
  const notice = readXml(body.toString('utf8'));
  const { req_info = '' } = notice;
  const isSealed = req_info !== '';
  if (!isSealed && !isSignedV2(notice, apiV2Key, signTypeOf(notice)))
    throw new WeChatSignatureError(NOTIFICATION_REFUSED(WRONG_V2_SIGNATURE));
  if (notice.return_code !== 'SUCCESS')
    throw new WeChatParseError('The notice says return_code is not SUCCESS');
  if (notice.mch_id !== mchId) throw new WeChatDecryptError(OTHER_MERCHANT);
  const name = kindOf(notice);
  return { name, notice: isSealed ? openRefund(notice, open(req_info, apiV2Key)) : notice };
}

function openRefund(notice: MessageTree, req_info: MessageTree): MessageTree {
  const texts = BESIDE_REQ_INFO.filter((field) => typeof notice[field] === 'string');
  return { ...Object.fromEntries(texts.map((field) => [field, notice[field]])), req_info };
}

/** A signature covers no empty field: anybody can add one. */
function kindOf(notice: MessageTree): V2Notice['name'] {
  const found = TELLING.find(([, fields]) => fields.every((field) => (notice[field] ?? '') !== ''));
  if (!found) throw new WeChatParseError('The notice is none of an order, a refund, a contract or a vehicle');
  return found[0];
}

/**
 * One wrong key in 256 opens to something, which is no XML then. A block that was altered opens to 16 bytes at random, which
 * are hardly ever UTF-8.
 */
function open(reqInfo: MessageTree[string], apiV2Key: string): MessageTree {
  if (typeof reqInfo !== 'string') throw new WeChatParseError('The req_info of the notice is no text');
  const xml = openReqInfo(reqInfo, apiV2Key);
  try {
    if (xml.includes('\uFFFD')) throw new TypeError('not UTF-8');
    return readXml(xml);
  } catch {
    throw new WeChatDecryptError('The req_info was altered, or sealed with another APIv2 key');
  }
}
