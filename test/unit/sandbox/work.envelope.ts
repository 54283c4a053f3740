import { MessageCipher, sha1Signature } from '../../../lib/crypto/index.js';
import { readJson, readXml, type MessageTree } from '../../../lib/common/index.js';
import type { SandboxAgent } from '../../../lib/sandbox/index.js';
import type { SeenPush } from './application.js';

/** Opens what was pushed to an agent; throws unless it was signed. */
export function openPush(agent: SandboxAgent, { query, body, contentType }: SeenPush): MessageTree {
  const { token, encodingAESKey } = agent.credentials;
  const read = contentType === 'application/json' ? readJson : readXml;
  const envelope = read(body);
  const sealed = String(envelope['Encrypt'] ?? envelope['encrypt']);
  const [timestamp = '', nonce = '', signature] = ['timestamp', 'nonce', 'msg_signature'].map(
    (name) => query.get(name) ?? '',
  );
  if (sha1Signature(token, timestamp, nonce, sealed) !== signature) throw new Error('The signature is wrong');
  return read(new MessageCipher(encodingAESKey).open(sealed).plaintext);
}

/** Seals an answer of an agent by hand. */
export function sealAnswer(agent: SandboxAgent, corpId: string, xml: string): string {
  const { token, encodingAESKey } = agent.credentials;
  const sealed = new MessageCipher(encodingAESKey).seal(xml, corpId);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = sha1Signature(token, timestamp, '17', sealed);
  return (
    `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[17]]></Nonce></xml>`
  );
}

/** An answer before it is sealed. */
export const answerXml = (to: string, from: string, type: string, rest: string): string =>
  `<xml><ToUserName>${to}</ToUserName><FromUserName>${from}</FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType>${type}</MsgType>${rest}</xml>`;
