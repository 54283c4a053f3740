/**
 * No library either, and the least code that answers: the one signature that counts is compared, the text is cut out where it is
 * expected. Nobody should do this; what it costs is what an encrypted echo cannot do without.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hash, randomFillSync } from 'node:crypto';
import { createServer } from 'node:http';
import { ACCOUNT } from '../account.mjs';

const bytes = Buffer.from(`${ACCOUNT.encodingAESKey}=`, 'base64');
const iv = bytes.subarray(0, 16);
const key = createSecretKey(bytes);

const between = (text, before, after) => {
  const from = text.indexOf(before) + before.length;
  return text.slice(from, text.indexOf(after, from));
};
const fieldOf = (xml, name) => between(xml, `<${name}><![CDATA[`, ']]>');
const signatureOf = (...parts) => hash('sha1', [ACCOUNT.token, ...parts].toSorted().join(''));

function open(encrypted) {
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const envelope = decipher.update(encrypted, 'base64');
  return envelope.toString('utf8', 20, 20 + envelope.readUInt32BE(16));
}

function seal(text) {
  const content = Buffer.byteLength(text) + 20 + ACCOUNT.appId.length;
  const pad = 32 - (content % 32);
  const envelope = Buffer.alloc(content + pad, pad);
  randomFillSync(envelope, 0, 16).writeUInt32BE(content - 20 - ACCOUNT.appId.length, 16);
  envelope.write(text + ACCOUNT.appId, 20);
  return createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false).update(envelope).toString('base64');
}

function answerTo(url, body) {
  const query = new URLSearchParams(url.slice(url.indexOf('?')));
  const [timestamp, nonce] = [query.get('timestamp'), query.get('nonce')];
  const encrypted = fieldOf(body, 'Encrypt');
  if (signatureOf(timestamp, nonce, encrypted) !== query.get('msg_signature')) return '';
  const message = open(encrypted);
  const sealed = seal(
    `<xml><ToUserName><![CDATA[${fieldOf(message, 'FromUserName')}]]></ToUserName>` +
      `<FromUserName><![CDATA[${fieldOf(message, 'ToUserName')}]]></FromUserName><CreateTime>${timestamp}</CreateTime>` +
      `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${fieldOf(message, 'Content')}]]></Content></xml>`,
  );
  const signature = signatureOf(timestamp, nonce, sealed);
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
}

export const create = () =>
  createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answerTo(request.url, Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': answer.length }).end(answer);
    });
  });
