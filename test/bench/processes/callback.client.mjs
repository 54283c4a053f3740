/** WeChat's side of callbacks: seals distinct messages in advance, then sends them, sixteen at once. */
import { Agent, request } from 'node:http';
import { MessageCipher, sha1Signature } from '../../../dist/crypto/index.js';
import { ACCOUNT } from '../account.mjs';
import { serve } from './worker.mjs';

const CONCURRENCY = 16;
const cipher = new MessageCipher(ACCOUNT.encodingAESKey);
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
let lastId = 7_000_000_000_000_000_000n;
let prepared = [];

function sealed(place) {
  lastId += 1n;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(lastId % 1_000_000_007n);
  const openid = `oBench${String(lastId).slice(-22)}`;
  const plain =
    `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName>` +
    `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
    `<Content><![CDATA[Do you have the book on bridges? 有关于桥的书吗?]]></Content><MsgId>${lastId}</MsgId></xml>`;
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
  return { path: `/wechat/${place}?${query}`, body: Buffer.from(body) };
}

function push(port, { path, body }) {
  const headers = { 'content-type': 'text/xml', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${answer.statusCode}: ${text}`)),
      );
    });
    call.on('error', reject).end(body);
  });
}

serve({
  start: () => undefined,
  /** Each goes to one of the places behind `/wechat/`, in a random order that is the same every time. */
  prepare: (count, places = ['shop']) =>
    void (prepared = Array.from({ length: count }, (_, index) =>
      sealed(places[(index * 7919) % places.length]),
    )),
  /** Sends what was prepared; returns the last answer, for the row to look at. */
  async send(port) {
    let next = 0;
    let last;
    const worker = async () => {
      while (next < prepared.length) {
        next += 1;
        last = await push(port, prepared[next - 1]);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return last;
  },
});
