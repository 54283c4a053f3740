/** Throughput of a call of WeChat Pay, signed, sent and verified, against wechatpay-axios-plugin doing the same to the same server. */
import { generateKeyPairSync } from 'node:crypto';
import { Agent } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { pay } from 'nestjs-wechat-sdk/pay';
import { Wechatpay } from 'wechatpay-axios-plugin';
import { perSecond } from '../calls.mjs';
import { interleave, times } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const PER_ROUND = 2000;
const ROUNDS = 9;
const MCH_ID = '1900000001';
const SERIAL_NO = '6C4F6A0123456789ABCDEF0123456789ABCDEF01';
const BODY = {
  mchid: MCH_ID,
  appid: 'wx0123456789abcdef',
  description: '有关于桥的书',
  out_trade_no: 'bench-0000000000000001',
  notify_url: 'https://shop.example.com/wechat/pay',
  amount: { total: 4200, currency: 'CNY' },
  payer: { openid: 'oBench0000000000000000000001' },
};

export async function measure() {
  const server = await startWorker('pay.api.server.mjs');
  const { url, publicKeyId, publicKey } = server.ready;
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  const shop = pay({
    mchId: MCH_ID,
    apiV3Key: 'b'.repeat(32),
    privateKey,
    serialNo: SERIAL_NO,
    publicKeyId,
    publicKey,
    baseUrls: { v3: url },
  });
  const app = await NestFactory.createApplicationContext(WeChatModule.forRoot({ clients: { shop } }), {
    logger: ['error', 'warn'],
  });
  const client = app.get(getWeChatToken('shop'));
  const httpAgent = new Agent({ keepAlive: true });
  const peer = new Wechatpay({
    mchid: MCH_ID,
    serial: SERIAL_NO,
    privateKey,
    certs: { [publicKeyId]: publicKey },
    baseURL: url,
    httpAgent,
  });
  const route = peer.v3.pay.transactions.jsapi;
  const calls = [
    () => client.request('POST /v3/pay/transactions/jsapi', { body: BODY }),
    () => route.post(BODY),
  ];
  try {
    for (const call of calls) await perSecond(call, PER_ROUND);
    const [ours, theirs] = await interleave(
      ROUNDS,
      calls.map((call) => () => perSecond(call, PER_ROUND)),
    );
    return {
      what: 'a call of WeChat Pay, throughput against wechatpay-axios-plugin',
      figure: times(ours / theirs),
      goal: '≥ 1.0×',
      isMet: ours / theirs >= 1,
      detail: `${ours.toFixed(0)}/s against ${theirs.toFixed(0)}/s`,
    };
  } finally {
    httpAgent.destroy();
    await app.close();
    await server.stop();
  }
}
