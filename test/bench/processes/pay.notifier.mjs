/**
 * WeChat Pay's side of notifications: seals and signs distinct ones in advance, then sends them, sixteen at once. They are
 * written as bytes in advance, too: a client that is slower than the server would have it wait, and a server that waits works
 * cheaper.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { connect } from 'node:net';
import { ApiV3Cipher } from '../../../dist/crypto/index.js';
import { serve } from './worker.mjs';

const CONCURRENCY = 16;
const MCH_ID = '1900000001';
const API_V3_KEY = 'b'.repeat(32);
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000000012024000000000000';
const cipher = new ApiV3Cipher(API_V3_KEY);
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
let lastNumber = 0;
let prepared = [];

const transaction = (out_trade_no) => ({
  transaction_id: `4200000${out_trade_no}`,
  amount: { payer_total: 4200, total: 4200, currency: 'CNY', payer_currency: 'CNY' },
  mchid: MCH_ID,
  trade_state: 'SUCCESS',
  bank_type: 'CMC',
  success_time: '2026-01-01T12:00:00+08:00',
  payer: { openid: 'oBench0000000000000000000001' },
  out_trade_no,
  appid: 'wx0123456789abcdef',
  trade_state_desc: '支付成功',
  trade_type: 'JSAPI',
  attach: '有关于桥的书',
});

/** One notification, with what a bare verification and a bare decryption take. */
function signed() {
  lastNumber += 1;
  const number = String(lastNumber).padStart(20, '0');
  const sealed = cipher.seal(JSON.stringify(transaction(number)), 'transaction');
  const resource = { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ...sealed };
  const body = JSON.stringify({
    id: `EV-${number}`,
    create_time: '2026-01-01T12:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource,
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const message = `${timestamp}\n${nonce}\n${body}\n`;
  const signature = sign('sha256', Buffer.from(message), platform.privateKey).toString('base64');
  const lines = [
    'POST /wechat/pay HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Wechatpay-Nonce: ${nonce}`,
    `Wechatpay-Serial: ${PUBLIC_KEY_ID}`,
    `Wechatpay-Signature: ${signature}`,
    'Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048',
    `Wechatpay-Timestamp: ${timestamp}`,
  ];
  return { request: Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`), message, signature, sealed };
}

/** Sends one after the other on a connection of its own, until there is none left. */
function sendAll(port, take) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const next = () => {
      const one = take();
      if (one) socket.write(one.request);
      else socket.end(resolve);
    };
    socket.setEncoding('latin1').on('error', reject).on('connect', next);
    socket.on('data', (answer) => {
      if (answer.startsWith('HTTP/1.1 204 ') && answer.endsWith('\r\n\r\n')) next();
      else reject(new Error(answer));
    });
  });
}

serve({
  /** @returns the options of the merchant */
  start: () => ({
    mchId: MCH_ID,
    apiV3Key: API_V3_KEY,
    serialNo: '6C4F6A0123456789ABCDEF0123456789ABCDEF01',
    privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicKeyId: PUBLIC_KEY_ID,
    publicKey: platform.publicKey.export({ type: 'spki', format: 'pem' }),
  }),
  prepare: (count) => void (prepared = Array.from({ length: count }, signed)),
  /** One of those prepared, as an example. */
  example: () => {
    const { message, signature, sealed } = prepared[0];
    return { message, signature, sealed };
  },
  async send(port) {
    const left = prepared.toReversed();
    await Promise.all(Array.from({ length: CONCURRENCY }, () => sendAll(port, () => left.pop())));
  },
});
