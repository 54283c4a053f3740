import { type MessageTree, readJson, readXml, writeXml, type XmlTree } from '../../lib/common/index.js';
import { MessageCipher, sha1Signature } from '../../lib/crypto/index.js';
import { type RawAnswer, seconds } from './wechat.sender.js';

/** What pushes to one agent are signed and sealed with. */
export interface WorkSeal {
  token: string;
  encodingAESKey: string;
  receiveId: string;
}

export type WorkForm = 'xml' | 'json';

/** The query WeCom signs what is sealed with. */
function signedQuery(token: string, sealed: string, timestamp: string): Record<string, string> {
  const nonce = 'n0nce';
  return { msg_signature: sha1Signature(token, timestamp, nonce, sealed), timestamp, nonce };
}

/** A push as WeCom sends it. */
export function workPush(
  plaintext: string,
  { token, encodingAESKey, receiveId }: WorkSeal,
  { form = 'xml', timestamp = seconds() }: { form?: WorkForm; timestamp?: string } = {},
): { query: Record<string, string>; body: string } {
  const sealed = new MessageCipher(encodingAESKey).seal(plaintext, receiveId);
  const body =
    form === 'json'
      ? JSON.stringify({ tousername: receiveId, encrypt: sealed, agentid: '1000002' })
      : writeXml({ ToUserName: receiveId, AgentID: '1000002', Encrypt: sealed });
  return { query: signedQuery(token, sealed, timestamp), body };
}

/** The console's check of an address. */
export function workEcho(
  text: string,
  { token, encodingAESKey, receiveId }: WorkSeal,
  timestamp = seconds(),
): { method: string; query: Record<string, string> } {
  const echostr = new MessageCipher(encodingAESKey).seal(text, receiveId);
  return { method: 'GET', query: { ...signedQuery(token, echostr, timestamp), echostr } };
}

/** What an answer says, its signature and receiver verified. */
export function openWorkAnswer({ text }: Pick<RawAnswer, 'text'>, seal: WorkSeal): MessageTree {
  const isJson = text.startsWith('{');
  const read = isJson ? readJson : readXml;
  const names = isJson
    ? ['encrypt', 'msgsignature', 'timestamp', 'nonce']
    : ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'];
  const envelope = read(text) as Record<string, string>;
  if (Object.keys(envelope).toSorted().join() !== names.toSorted().join())
    throw new Error(`The envelope holds ${Object.keys(envelope).join()}`);
  const [encrypt = '', signature, timestamp = '', nonce = ''] = names.map((name) => envelope[name]);
  if (sha1Signature(seal.token, timestamp, nonce, encrypt) !== signature)
    throw new Error('The answer is signed wrongly');
  const { plaintext, receiveId } = new MessageCipher(seal.encodingAESKey).open(encrypt);
  if (receiveId !== seal.receiveId) throw new Error(`The answer was sealed for ${receiveId}`);
  return read(plaintext);
}

let lastId = 4_561_255_354_251_345_929n;

/** A text a member sent, every one with a MsgId of its own. */
export function workText(content: string, more: XmlTree = {}): XmlTree {
  lastId += 1n;
  return {
    ToUserName: 'ww0123456789abcdef',
    FromUserName: 'alice',
    CreateTime: Number(seconds()),
    MsgType: 'text',
    Content: content,
    MsgId: String(lastId),
    AgentID: 1000002,
    ...more,
  };
}

export const workTextXml = (content: string, more?: XmlTree): string => writeXml(workText(content, more));
