import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatClients, WeChatDecryptError, WeChatSignatureError } from 'nestjs-wechat-sdk';
import {
  fen,
  pay,
  type PayNotification,
  type PayOptions,
  type WeChatPay,
  WeChatPayNotify,
} from 'nestjs-wechat-sdk/pay';
import { LogCapture } from '../../src/log.capture.js';
import { ReportListener } from '../../src/report.listener.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';
import { toXml, WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { type RawCallback, sendRaw } from '../../src/wechat.sender.js';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/pay/${name}`, import.meta.url));
const PASSPHRASE = 'canary-passphrase-of-a-p12';
const PERSON = {
  name: '欧阳铁柱',
  idNumber: '110101199003074258',
  phone: '13987654321',
  account: '6222020200098765432',
};

const wechat = new WeChatPaySender();
const { privateKey: merchantKey } = wechat.credentials;
/** Each line of the private key, too: part of it is enough to tell. */
const linesOf = (pem: string): string[] =>
  pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));

/** Everything an application might print of something. */
function printed(value: unknown): string {
  const shown = [
    inspect(value, {
      depth: 10,
      showHidden: true,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    inspect(value),
    String(value),
  ];
  // services know their client, and it knows them: nobody writes those as JSON
  if (!(value instanceof Error)) return shown.join('\n');
  shown.push(JSON.stringify(value), value.stack ?? '', value.message, printed(value.cause ?? ''));
  return shown.join('\n');
}

@Injectable()
class Shop {
  @WeChatPayNotify()
  async any({ summary }: PayNotification | { summary?: string }): Promise<void> {
    if (summary === 'break') throw new Error('of the application');
  }
}

const echoOf = ({ url, headers }: IncomingMessage, body: string): string =>
  `${url} ${JSON.stringify(headers)} ${body}`;

/** A gateway that echoes what it was sent, in every form a broken one might. */
const FORMS: Readonly<Record<string, (echo: string, response: ServerResponse) => unknown>> = {
  refused: (echo, response) =>
    response
      .writeHead(400)
      .end(JSON.stringify({ code: 'PARAM_ERROR', message: echo, detail: { value: echo } })),
  nocode: (echo, response) => response.writeHead(403).end(JSON.stringify({ error: echo })),
  page: (echo, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${echo}</h1>`),
  redirect: (echo, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:1/?${encodeURIComponent(echo)}` }).end(echo),
  unsigned: (echo, response) => response.end(JSON.stringify({ echo })),
  forged: (echo, response) => {
    const { headers } = wechat.sign('{}');
    response.writeHead(200, headers).end(JSON.stringify({ echo }));
  },
  unknown: (echo, response) => {
    const text = JSON.stringify({ echo });
    response.writeHead(200, wechat.sign(text, { serial: 'PUB_KEY_ID_0' }).headers).end(text);
  },
  late: (echo, response) => {
    const text = JSON.stringify({ echo });
    response.writeHead(200, wechat.sign(text, { timestamp: '1' }).headers).end(text);
  },
  text: (echo, response) => response.writeHead(200, wechat.sign(echo).headers).end(wechat.sign(echo).body),
  sealed: (_echo, response) => {
    const text = JSON.stringify({ user_name: Buffer.alloc(256, 7).toString('base64'), out_bill_no: 'b' });
    response.writeHead(200, wechat.sign(text).headers).end(text);
  },
  cut: (echo, response) => {
    response.writeHead(200, { 'content-length': '5000' }).write(echo.slice(0, 200));
    setTimeout(() => response.destroy(), 10);
  },
  hang: () => undefined,
  xml: (echo, response) =>
    response.end(
      `<xml><return_code>FAIL</return_code><return_msg><![CDATA[${echo.replaceAll(']]>', '')}]]></return_msg></xml>`,
    ),
  forgedxml: (echo, response) =>
    response.end(
      `<xml><return_code>SUCCESS</return_code><a><![CDATA[${echo.replaceAll(']]>', '')}]]></a><sign>AB</sign></xml>`,
    ),
};

describe('No secret of a merchant shows, and nothing a person told it', () => {
  const log = new LogCapture();
  const reports = new ReportListener();
  const seen: unknown[] = [];
  /** What requests were signed with. */
  const authorizations: string[] = [];
  let started: StartedPay;
  let gateway: Server;
  let gatewayUrl: string;

  beforeAll(async () => {
    gateway = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { authorization } = request.headers;
        if (authorization) authorizations.push(/signature="([^"]+)"/.exec(authorization)?.[1] as string);
        const [form] = /[^/?]+/.exec(request.url ?? '') ?? [];
        FORMS[form as string]?.(echoOf(request, Buffer.concat(chunks).toString()), response);
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    const client = {
      ...wechat.credentials,
      v2Certificate: { pfx: fixture('apiclient_cert.canary.p12'), passphrase: PASSPHRASE },
      baseUrls: { v3: `${gatewayUrl}/refused`, v2: `${gatewayUrl}/xml` },
      http: { timeout: 600 },
    };
    started = await startPay('express', { providers: [Shop], client, nest: { logger: log } });
  });
  afterAll(async () => {
    reports.stop();
    gateway.closeAllConnections();
    gateway.close();
    await started.close();
  });

  const fail = async (work: () => unknown): Promise<unknown> => {
    const failure: unknown = await Promise.resolve()
      .then(work)
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (failure === undefined) throw new Error('this was to fail');
    seen.push(failure);
    return failure;
  };
  let made = 0;
  /** The merchant again, with other options. */
  const merchant = (options: object = {}): WeChatPay => {
    const clients = started.app.get(WeChatClients);
    const given = { ...wechat.credentials, http: { timeout: 600 }, mchId: `19000${(made += 1)}`, ...options };
    return clients.add(`m${made}`, pay(given as PayOptions));
  };

  /** Every way a service tells WeChat Pay of a person. */
  const personal = (client: WeChatPay): Array<() => Promise<unknown>> => [
    () =>
      client.transfers.create({
        appid: 'wx1234567890abcdef',
        out_bill_no: 'bill1',
        transfer_amount: fen(10),
        transfer_remark: 'x',
        openid: 'o-1',
        user_name: PERSON.name,
        transfer_scene_id: '1000',
        transfer_scene_report_infos: [{ info_type: 'a', info_content: 'b' }],
      }),
    () =>
      client.profitSharing.addReceiver({
        type: 'MERCHANT_ID',
        appid: 'wx1234567890abcdef',
        account: '1900000099',
        name: PERSON.name,
        relation_type: 'PARTNER',
      }),
    () =>
      client.request('POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund', {
        path: { refund_id: 'r1' },
        body: {
          out_refund_no: 'refund1',
          type: 'USER_BANK_CARD',
          bank_account: PERSON.account,
          real_name: PERSON.name,
        },
      }),
    () =>
      client.request('POST /v3/smartguide/guides', {
        body: {
          corpid: 'ww1',
          store_id: 1,
          userid: 'u',
          qr_code: 'https://open.work.weixin.qq.com/',
          avatar: 'https://shop.example.com/a.png',
          name: PERSON.name,
          mobile: PERSON.phone,
        },
      }),
    () =>
      client.requestUntyped('POST /v3/applyment4sub/applyment/', {
        body: {
          contact_info: {
            contact_name: PERSON.name,
            contact_id_number: PERSON.idNumber,
            mobile_phone: PERSON.phone,
          },
          bank_account_info: { account_name: PERSON.name, account_number: PERSON.account },
        },
      }),
  ];

  it('in any error, log line, report or object the suite can provoke', async () => {
    const { app, shop, url } = started;
    const meet = async (form: string): Promise<void> => {
      const v3 = `${gatewayUrl}/${form}`;
      const client = merchant({ baseUrls: { v3, backup: v3, v2: v3 } });
      const failure = await fail(() => client.transfers.queryByOutBillNo('bill1'));
      if (form === 'late') expect(failure).toBeInstanceOf(WeChatSignatureError);
      if (form === 'sealed') {
        expect(failure).toBeInstanceOf(WeChatDecryptError);
        return;
      }
      await fail(() => client.transactions.queryByOutTradeNo('order1'));
      for (const call of personal(client)) await fail(call);
      await fail(() => client.bills.tradeBill({ billDate: '2026-01-01' }));
      await fail(() => client.media.image({ content: Readable.from(['picture']), filename: 'a.png' }));
      await fail(() =>
        client.v2.requestUntyped('POST /pay/orderquery', { body: { out_trade_no: 'order1' } }),
      );
    };
    await Promise.all(Object.keys(FORMS).map(meet));
    await fail(() => shop.v2.redPacks.query({ appid: 'wx1', mch_billno: '1' }));
    const miss = async (base: string): Promise<void> => {
      const baseUrls = { v3: base, backup: base, v2: base };
      const certificate = {
        v2Certificate: { pfx: fixture('apiclient_cert.canary.p12'), passphrase: PASSPHRASE },
      };
      const client = merchant({ baseUrls, ...certificate });
      for (const call of personal(client)) await fail(call);
      await fail(() =>
        client.v2.requestUntyped('POST /secapi/pay/refund', { body: { out_trade_no: 'order1' } }),
      );
      await fail(() =>
        merchant({ baseUrls, publicKey: undefined, publicKeyId: undefined }).transactions.queryByOutTradeNo(
          'order1',
        ),
      );
    };
    await Promise.all(
      [
        'http://127.0.0.1:1',
        'http://no-such-host.invalid',
        'https://127.0.0.1:1',
        `http://u:${PASSPHRASE}@127.0.0.1:1`,
      ].map(miss),
    );
    const aborted = { signal: AbortSignal.abort() };
    await fail(() =>
      shop.request('GET /v3/pay/transactions/id/{transaction_id}', {
        path: { transaction_id: '1' },
        query: { mchid: shop.mchId },
        ...aborted,
      }),
    );
    await fail(() =>
      merchant({
        http: { proxy: { host: '127.0.0.1', port: 1, auth: { username: 'u', password: wechat.apiV3Key } } },
      }).transactions.queryByOutTradeNo('order1'),
    );

    // options that cannot work
    for (const options of [
      { apiV3Key: `${wechat.apiV3Key}!` },
      { apiV2Key: `${wechat.apiV2Key}!` },
      { privateKey: merchantKey.slice(0, -200) },
      { privateKey: merchantKey.replace('PRIVATE', 'PUBLIC') },
      { privateKey: wechat.apiV3Key },
      { privateKey: undefined },
      { publicKey: merchantKey },
      { publicKey: linesOf(merchantKey)[0] },
      { publicKeyId: wechat.apiV3Key },
      { publicKeyId: undefined },
      { serialNo: wechat.apiV3Key.replaceAll(/\d/g, 'x') },
      { mchId: '' },
      { notifyUrl: `ftp://${wechat.apiV3Key}` },
      { notifyUrl: `https://shop.example.com/?key=${wechat.apiV3Key}` },
      { subMchIds: [wechat.apiV3Key, 1] },
      { v2Certificate: { pfx: fixture('apiclient_cert.p12'), passphrase: PASSPHRASE } },
      { v2Certificate: { pfx: fixture('apiclient_cert.legacy.p12'), passphrase: PASSPHRASE } },
      { v2Certificate: { cert: merchantKey } },
      { baseUrls: { v3: `ftp://${wechat.apiV3Key}` } },
    ])
      await fail(() => merchant(options));

    // notifications, good and bad
    const send = (given: RawCallback): Promise<unknown> => sendRaw(`${url}/wechat/pay`, given);
    const resource = { mchid: wechat.mchId, payer_phone: PERSON.phone, user_name: PERSON.name };
    const fields = wechat.fields(resource);
    const withFields = (change: object): RawCallback => wechat.sign(JSON.stringify({ ...fields, ...change }));
    await send(withFields({}));
    await send(withFields({ id: 'EV-2', summary: 'break' }));
    await send({ ...withFields({}), body: '{}' });
    await send(wechat.notification({ ...resource, mchid: '1' }));
    await send(withFields({ resource: { ...fields.resource, associated_data: wechat.apiV2Key } }));
    await send(withFields({ resource: new WeChatPaySender().seal(JSON.stringify(resource)) }));
    await send(withFields({ resource: wechat.seal(`${PERSON.name} ${PERSON.idNumber}`) }));
    await send(wechat.v2Sign(wechat.v2Order({ attach: PERSON.name })));
    await send(wechat.v2Sign(wechat.v2Order({ attach: PERSON.name }), 'MD5', 'another key'));
    await send(toXml({ ...wechat.v2Refund({ refund_recv_accout: PERSON.account }), mch_id: '1' }));
    await send(toXml(wechat.v2Refund({ refund_recv_accout: PERSON.account }, 'another key')));
    await send({ body: `<xml><a>${PERSON.name}</b></xml>` });

    const clients = app.get(WeChatClients);
    const { transactions, transfers, refunds, profitSharing, bills, complaints, media, v2 } = shop;
    seen.push(shop, clients, clients.health(), pay({ ...wechat.credentials }));
    seen.push(transactions, transfers, refunds, profitSharing, bills, complaints, media, v2, v2.redPacks);
    seen.push(shop.subMerchant('1900000010'), shop.subMerchant('1900000010').transactions);

    expect(seen.length).toBeGreaterThan(130);
    expect(log.lines.length).toBeGreaterThan(10);
    expect(authorizations.length).toBeGreaterThan(30);
    expect(reports.call.length).toBeGreaterThan(100);
    for (const channel of ['token', 'callback', 'handler', 'refusal'] as const)
      expect(reports[channel].length).toBeGreaterThan(0);
    const everything = [...seen.map(printed), ...log.lines, ...reports.all.map(printed)];
    const canaries = [
      wechat.apiV3Key,
      wechat.apiV2Key,
      PASSPHRASE,
      ...linesOf(merchantKey),
      ...Object.values(PERSON),
      ...authorizations,
    ];
    const forms = (canary: string): string[] => [
      canary,
      encodeURIComponent(canary),
      JSON.stringify(canary).slice(1, -1),
      Buffer.from(canary).toString('base64').replace(/=+$/, ''),
      Buffer.from(canary).toString('hex'),
    ];
    for (const canary of canaries) {
      const leaks = everything.filter((text) => forms(canary).some((form) => text.includes(form)));
      expect(leaks).toEqual([]);
    }
    // the public key is no secret
    expect(everything.some((text) => text.includes(wechat.publicKeyId))).toBe(true);
  }, 60_000);
});
