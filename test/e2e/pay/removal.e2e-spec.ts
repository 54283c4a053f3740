import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import tls, { type ConnectionOptions } from 'node:tls';
import { queryObjects } from 'node:v8';
import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatClients } from 'nestjs-wechat-sdk';
import { pay, type PayOptions, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import { openPay } from '../../src/open-pay.js';
import { WeChatPaySender } from '../../src/wechat-pay.sender.js';

const REVERSE = 'POST /secapi/pay/reverse';
const NUMBERS = { body: { appid: 'wx1234567890abcdef', out_trade_no: 'coffee-1' } };
const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/pay/${name}`, import.meta.url), 'utf8');

const wechat = new WeChatPaySender();
const { connect } = tls;
/** WeChat Pay behind TLS: refuses whatever it is asked, when it is let to. */
let server: Server;
let answered: Promise<unknown> = Promise.resolve();
let app: INestApplicationContext;

beforeEach(async () => {
  const ca = fixture('ca.pem');
  tls.connect = ((options: ConnectionOptions) => connect({ ...options, ca })) as typeof connect;
  const identity = { cert: fixture('server_cert.pem'), key: fixture('server_key.pem') };
  server = createServer(
    { ...identity, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      request.resume();
      void answered.then(() =>
        response.end('<xml><return_code>FAIL</return_code><return_msg>closed</return_msg></xml>'),
      );
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ app } = await openPay(wechat.credentials));
});
afterEach(async () => {
  await app.close();
  tls.connect = connect;
  server.closeAllConnections();
  server.close();
});

const add = (name: string, mchId: string): WeChatPay => {
  const options = {
    ...wechat.credentials,
    mchId,
    privateKey: fixture('apiclient_key.pem'),
    v2Certificate: { cert: fixture('apiclient_cert.pem') },
    baseUrls: { v2: `https://127.0.0.1:${(server.address() as AddressInfo).port}` },
  };
  return app.get(WeChatClients).add(name, pay(options as PayOptions));
};
const connections = (): Promise<number> =>
  new Promise((resolve) => void server.getConnections((_, count) => resolve(count)));

/** Waits for what a closed connection leaves behind to go. */
async function settled(count: () => number | Promise<number>, expected: number): Promise<number> {
  for (let looks = 0; looks < 50 && (await count()) !== expected; looks += 1) await sleep(20);
  return count();
}

describe('A merchant that is removed', () => {
  it('leaves neither connections nor agents behind, however many come and go', async () => {
    const agents = (): number => queryObjects(Agent) as number;
    const before = agents();
    for (let index = 0; index < 20; index += 1) {
      const shop = add('guest', `19000002${String(index).padStart(2, '0')}`);
      await expect(shop.v2.request(REVERSE, NUMBERS)).rejects.toThrow('closed');
      expect(await connections()).toBeGreaterThan(0);
      expect(app.get(WeChatClients).remove('guest')).toBe(true);
    }
    expect(await settled(connections, 0)).toBe(0);
    expect(await settled(agents, before)).toBe(before);
  });

  it('is answered what it has asked', async () => {
    let answer: (value?: unknown) => void = () => undefined;
    answered = new Promise((resolve) => (answer = resolve));
    const asked = once(server, 'request');
    const failure = expect(add('guest', '1900000200').v2.request(REVERSE, NUMBERS)).rejects.toThrow('closed');
    await asked;
    app.get(WeChatClients).remove('guest');
    answer();
    await failure;
    expect(await settled(connections, 0)).toBe(0);
  });
});
