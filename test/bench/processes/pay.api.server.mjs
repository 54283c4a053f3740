/** WeChat Pay as a local server that answers every call at once, signed; each second is signed once. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { serve } from './worker.mjs';

const BODY = JSON.stringify({ prepay_id: 'wx28100000000000bench0000000000000000' });
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000000012024000000000000';
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });

let signedAt = '';
let headers;

/** The headers of an answer in this second. */
function signed() {
  const timestamp = String(Math.floor(Date.now() / 1000));
  if (timestamp === signedAt) return headers;
  signedAt = timestamp;
  const nonce = timestamp.padStart(32, '0');
  headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(BODY),
    'Request-ID': '08F78BA1B70610E90318A0F4AB5120D39D04289BA304-0',
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': PUBLIC_KEY_ID,
    'Wechatpay-Signature': sign(
      'sha256',
      Buffer.from(`${timestamp}\n${nonce}\n${BODY}\n`),
      platform.privateKey,
    ).toString('base64'),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Timestamp': timestamp,
  };
  return headers;
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().on('end', () => response.writeHead(200, signed()).end(BODY));
});

serve({
  async start() {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      url: `http://127.0.0.1:${server.address().port}`,
      publicKeyId: PUBLIC_KEY_ID,
      publicKey: platform.publicKey.export({ type: 'spki', format: 'pem' }),
    };
  },
});
