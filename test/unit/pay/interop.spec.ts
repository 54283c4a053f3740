import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Aes, Formatter, Multipart, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { ApiV3Cipher, MerchantKey, PlatformKey } from '../../../lib/crypto/index.js';
import { PaySigner } from '../../../lib/pay/call/pay.signer.js';
import { readSignature, verifySignature } from '../../../lib/pay/keys/signed-message.js';
import { type SandboxMerchant, WeChatSandbox } from '../../../lib/sandbox/index.js';
import { openPay } from '../../src/open-pay.js';
import { isSignedRequest, PayWire } from '../../src/pay.wire.js';
import { sha256 } from '../sandbox/pay.client.js';
import { payVector } from './pay.vectors.js';

/** A peer of ours: https://github.com/TheNorthMemory/wechatpay-axios-plugin. APIv2 is compared in v2/peer.spec.ts. */
const { privateKeyPem, certificatePem } = payVector('v3-request-sign-query-and-body').input as Record<
  string,
  string
>;
const ours = {
  private: new MerchantKey(privateKeyPem as string),
  public: new PlatformKey(certificatePem as string),
};
const theirs = {
  private: Rsa.from(privateKeyPem as string, Rsa.KEY_TYPE_PRIVATE),
  public: Rsa.from(certificatePem as string, Rsa.KEY_TYPE_PUBLIC),
};
const TEXTS = {
  nothing: '',
  ASCII: 'text',
  'JSON beyond ASCII': '{"description":"一杯咖啡 ☕"}',
  'line breaks': 'line\nbreak\r\n',
  'a long text': 'x'.repeat(4000),
};
type What = keyof typeof TEXTS;
const WHATS = Object.keys(TEXTS) as What[];
const API_V3_KEY = '0123456789abcdef0123456789abcdef';
const because = (reason: string): string => reason;

describe('wechatpay-axios-plugin and we', () => {
  it.each(WHATS)('sign %s alike, and verify each other', async (what) => {
    const text = TEXTS[what];
    const signature = ours.private.sign(text);
    expect(Rsa.sign(text, theirs.private)).toBe(signature);
    expect(await ours.private.signAside(text)).toBe(signature);
    expect(Rsa.verify(text, signature, theirs.public)).toBe(true);
    expect(ours.public.isSigned(Buffer.from(text), Rsa.sign(text, theirs.private))).toBe(true);
    expect(Rsa.verify(`${text} `, signature, theirs.public)).toBe(false);
    expect(ours.public.isSigned(Buffer.from(`${text} `), signature)).toBe(false);
  });

  it.each(WHATS)('sign a request of %s alike', async (what) => {
    const body = TEXTS[what];
    const target = '/v3/pay/transactions/id/1?mchid=1900000001';
    const header = await new PaySigner('1900000001', 'ABCDEF0123456789', ours.private).authorize({
      method: 'POST',
      target,
      body,
    });
    const parts = Object.fromEntries(
      [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const { timestamp, nonce_str, signature } = parts as Record<string, string>;
    const message = Formatter.request('POST', target, timestamp as string, nonce_str as string, body);
    expect(Rsa.verify(message, signature as string, theirs.public)).toBe(true);
    expect(Rsa.sign(message, theirs.private)).toBe(signature);
    const written = Formatter.authorization(
      '1900000001',
      nonce_str as string,
      signature as string,
      timestamp as string,
      'ABCDEF0123456789',
    );
    expect(new Set(written.split(/[ ,]/))).toEqual(new Set(header.split(/[ ,]/)));
  });

  it.each(WHATS)('sign an answer, or a notification, of %s alike', (what) => {
    const body = TEXTS[what];
    const timestamp = String(Formatter.timestamp());
    const nonce = Formatter.nonce();
    const signature = Rsa.sign(Formatter.response(timestamp, nonce, body), theirs.private);
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': 'PUB_KEY_ID_01',
    };
    const named = readSignature(headers, 300, because);
    verifySignature(named, Buffer.from(body), ours.public, because);
    expect(() => verifySignature(named, Buffer.from(`${body} `), ours.public, because)).toThrow();
  });

  it.each(WHATS)('open %s the other sealed with the APIv3 key', (what) => {
    const text = TEXTS[what];
    const cipher = new ApiV3Cipher(API_V3_KEY);
    for (const aad of ['transaction', '', '证书']) {
      const { nonce, ciphertext } = cipher.seal(text, aad);
      expect(Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, aad)).toBe(text);
      expect(Aes.AesGcm.encrypt(text, API_V3_KEY, nonce, aad)).toBe(ciphertext);
      expect(cipher.open({ nonce, associated_data: aad, ciphertext })).toBe(text);
      expect(() => Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, `${aad}x`)).toThrow();
    }
  });

  it.each(['张三', '440000199001011234', '一杯'.repeat(35)])(
    'open the sensitive field the other sealed: %s',
    (text) => {
      expect(Rsa.decrypt(ours.public.encrypt(text), theirs.private)).toBe(text);
      expect(ours.private.decrypt(Rsa.encrypt(text, theirs.public))).toBe(text);
    },
  );
});

describe('The client of wechatpay-axios-plugin', () => {
  let sandbox: WeChatSandbox;
  let merchant: SandboxMerchant;
  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    merchant = sandbox.merchant({ keys: 'both' });
  });
  afterAll(() => sandbox.close());

  const connect = (certs: Record<string, string>): Wechatpay =>
    new Wechatpay({
      mchid: merchant.mchId,
      serial: merchant.serialNo,
      privateKey: merchant.privateKey,
      certs,
      baseURL: `${sandbox.url}/pay-v3/`,
    });
  const orderOf = (out_trade_no: string) => ({
    mchid: merchant.mchId,
    appid: 'wx1234567890abcdef',
    description: '一杯咖啡 ☕',
    out_trade_no,
    notify_url: 'https://shop.example.com/wechat/pay',
    amount: { total: 1 },
    payer: { openid: 'o-somebody' },
  });

  it('is taken by our sandbox, and believes what our sandbox says, as our own client does', async () => {
    merchant.signWith('public-key');
    const peer = connect({ [merchant.publicKeyId]: merchant.publicKey });
    const { app, shop } = await openPay(merchant.credentials);
    const { data } = await peer.chain('v3/pay/transactions/jsapi').post<object>(orderOf('theirs-1'));
    expect(data).toEqual({ prepay_id: expect.stringMatching(/^wx/) });
    const found = await peer.chain('v3/pay/transactions/out-trade-no/{out_trade_no}').get({
      params: { mchid: merchant.mchId },
      out_trade_no: 'theirs-1',
    });
    expect(found.data).toEqual(await shop.transactions.queryByOutTradeNo('theirs-1'));
    await app.close();
  });

  it('believes the certificate our sandbox issues, and nothing that was tampered with', async () => {
    merchant.signWith('certificate');
    const { app, shop } = await openPay({
      ...merchant.credentials,
      publicKeyId: undefined,
      publicKey: undefined,
    });
    const { data } = await shop.request('GET /v3/certificates');
    const [listed] = data;
    const { nonce, ciphertext, associated_data } = (listed as (typeof data)[number]).encrypt_certificate;
    const pem = Aes.AesGcm.decrypt(ciphertext, merchant.apiV3Key, nonce, associated_data);
    const peer = connect({ [String(listed?.serial_no)]: pem });
    const order = (number: string) => peer.chain('v3/pay/transactions/jsapi').post(orderOf(number));
    expect((await order('theirs-2')).status).toBe(200);
    for (const tamper of ['signature', 'body', 'serial', 'nonce', 'timestamp'] as const) {
      merchant.tamperNextAnswer(tamper);
      await expect(order('theirs-2')).rejects.toThrow(/EV3_RES|Verify|serial/i);
    }
    await app.close();
  });

  it('uploads what our sandbox takes', async () => {
    const content = randomBytes(2000);
    const meta = { filename: 'a.png', sha256: sha256(content) };
    merchant.signWith('public-key');
    const peer = connect({ [merchant.publicKeyId]: merchant.publicKey });
    const form = new Multipart();
    form.append('meta', JSON.stringify(meta)).append('file', content, 'a.png');
    const { data } = await peer
      .chain('v3/merchant/media/upload')
      .post<{ media_id?: string }>(form.getBuffer() as never, { meta, headers: form.getHeaders() });
    expect(data.media_id).toEqual(expect.any(String));
  });

  it('refuses what we do not sign, and signs what our own server verifies', async () => {
    const wire = await PayWire.start();
    const { mchId, serialNo, privateKey, publicKeyId, publicKey } = wire.sender.credentials;
    const peer = new Wechatpay({
      mchid: mchId,
      serial: serialNo,
      privateKey,
      certs: { [publicKeyId]: publicKey },
      baseURL: wire.url,
    });
    const call = () => peer.chain('v3/pay/transactions/native').post({ a: '一' });
    wire.answer = () => wire.signed({ code_url: 'weixin://' });
    expect((await call()).data).toEqual({ code_url: 'weixin://' });
    expect(isSignedRequest(wire.last, privateKey)).toBe(true);
    wire.answer = () => ({ body: '{}' });
    await expect(call()).rejects.toThrow(/Headers incomplete/);
    await wire.close();
  });
});
