/** Text messages as WeChat pushes them, sealed; no two are the same. */
import { MessageCipher, sha1Signature } from '../../dist/crypto/index.js';
import { ACCOUNT } from './account.mjs';

const cipher = new MessageCipher(ACCOUNT.encodingAESKey);
let lastId = 7_000_000_000_000_000_000n;

/** @param textOf what the message with this id says */
export function sealedMessage(textOf = () => 'Do you have the book on bridges? 有关于桥的书吗?') {
  lastId += 1n;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(lastId % 1_000_000_007n);
  const openid = `oBench${String(lastId).slice(-22)}`;
  const text = textOf(lastId);
  const plain =
    `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName>` +
    `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
    `<Content><![CDATA[${text}]]></Content><MsgId>${lastId}</MsgId></xml>`;
  const encrypted = cipher.seal(plain, ACCOUNT.appId);
  const query = new URLSearchParams({
    signature: sha1Signature(ACCOUNT.token, timestamp, nonce),
    timestamp,
    nonce,
    openid,
    encrypt_type: 'aes',
    msg_signature: sha1Signature(ACCOUNT.token, timestamp, nonce, encrypted),
  });
  const body = `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { query, body: Buffer.from(body), openid, text };
}
