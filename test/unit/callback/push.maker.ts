import { MessageProtocol, type MessageRules } from '../../../lib/callback/index.js';
import type { CallbackAnswer, CallbackRequest } from '../../../lib/client/index.js';
import { type MessageTree, readJson, readXml, writeXml, type XmlTree } from '../../../lib/common/index.js';
import {
  MessageCipher,
  type MessageKeyOptions,
  MessageKeys,
  sha1Signature,
} from '../../../lib/crypto/index.js';

export const APP_ID = 'wxb11529c136998cb6';
export const TOKEN = 'pamtest';
export const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const OTHER_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
export const NOW = Date.UTC(2026, 0, 1);
export const NONCE = '917222494';

export const TEXT = {
  ToUserName: 'gh_1',
  FromUserName: 'o1',
  CreateTime: '1767225600',
  MsgType: 'text',
  Content: '你好',
  MsgId: '6074746557628292943',
};
export const SCAN = {
  ToUserName: 'gh_1',
  FromUserName: 'o1',
  CreateTime: '1767225600',
  MsgType: 'event',
  Event: 'SCAN',
  EventKey: '42',
  Ticket: 't',
};

export type Format = 'xml' | 'json';
export type Mode = 'plain' | 'compatible' | 'encrypted';

export const write = (format: Format, tree: object): string =>
  format === 'json' ? JSON.stringify(tree) : writeXml(tree as XmlTree);
export const read = (format: Format, text: string): MessageTree =>
  format === 'json' ? readJson(text) : readXml(text);
export const seconds = (time: number): string => String(Math.floor(time / 1000));

export const keysOf = (options: Partial<MessageKeyOptions> = {}): MessageKeys =>
  new MessageKeys({ token: TOKEN, receiveId: APP_ID, ...options });

export type ProtocolOptions = Partial<MessageKeyOptions> & MessageRules;

export function protocolOf(options: ProtocolOptions = {}): MessageProtocol {
  const { token = TOKEN, receiveId = APP_ID, encodingAESKey, ...rules } = options;
  return new MessageProtocol(keysOf({ token, receiveId, encodingAESKey }), rules);
}

export interface PushOptions {
  format?: Format;
  mode?: Mode;
  tree?: object;
  timestamp?: string;
  token?: string;
  key?: string;
  appId?: string;
}

/** A push as WeChat sends it, in any mode and format. */
export function pushOf(options: PushOptions = {}): CallbackRequest {
  const { format = 'xml', mode = 'plain', tree = TEXT, token = TOKEN, key = KEY, appId = APP_ID } = options;
  const timestamp = options.timestamp ?? seconds(Date.now());
  const plain = { signature: sha1Signature(token, timestamp, NONCE), timestamp, nonce: NONCE, openid: 'o1' };
  if (mode === 'plain')
    return { method: 'POST', query: plain, headers: {}, rawBody: Buffer.from(write(format, tree)) };
  const Encrypt = new MessageCipher(key).seal(write(format, tree), appId);
  const body = mode === 'compatible' ? { ...tree, Encrypt } : { ToUserName: 'gh_1', Encrypt };
  const msg_signature = sha1Signature(token, timestamp, NONCE, Encrypt);
  return {
    method: 'POST',
    query: { ...plain, encrypt_type: 'aes', msg_signature },
    headers: {},
    rawBody: Buffer.from(write(format, body)),
  };
}

/** The tree of an answer, its envelope verified and opened when there is one. */
export function openAnswer(
  format: Format,
  { body }: CallbackAnswer,
): { tree: MessageTree; isSealed: boolean } {
  const tree = read(format, body);
  if (tree.Encrypt === undefined) return { tree, isSealed: false };
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = tree as Record<string, string>;
  if (Object.keys(tree).length !== 4) throw new Error('A sealed answer has exactly four fields');
  if (sha1Signature(TOKEN, TimeStamp!, Nonce!, Encrypt!) !== MsgSignature)
    throw new Error('The answer is signed wrongly');
  const { plaintext, receiveId } = new MessageCipher(KEY).open(Encrypt!);
  if (receiveId !== APP_ID) throw new Error('The answer was sealed for another account');
  return { tree: read(format, plaintext), isSealed: true };
}
