import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatHttpError } from '../../../../lib/common/index.js';
import { type PayOptions, type WeChatPay } from '../../../../lib/pay/index.js';
import { failureOf } from '../../failure.js';
import { APP_ID, declare, fixture, MCH_ID, V2Server } from './v2.stage.js';

const NUMBERS = { appid: APP_ID, out_trade_no: 'coffee-1' };
const REVERSE = 'POST /secapi/pay/reverse';
const PEM = { cert: fixture('apiclient_cert.pem').toString('utf8') };
const P12 = { pfx: fixture('apiclient_cert.p12') };

/** WeChat Pay behind TLS: asks whoever connects for a certificate, and says who came. */
let server: Server;
let shown: string[] = [];
/** Whom this process trusts beside the authorities of the world. */
let trusted: Buffer | undefined = fixture('ca.pem');
const { connect } = tls;
const signer = new V2Server();

beforeAll(async () => {
  tls.connect = ((options: ConnectionOptions) => connect({ ...options, ca: trusted })) as typeof connect;
  server = createServer(
    {
      cert: fixture('server_cert.pem'),
      key: fixture('server_key.pem'),
      ca: fixture('ca.pem'),
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      const { subject } = socket.getPeerCertificate();
      shown.push(socket.authorized ? String(subject.CN) : 'nobody');
      request.resume();
      response.end(signer.signed({ recall: 'N', trade_state: 'SUCCESS' }));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => void (shown = []));
afterAll(async () => {
  tls.connect = connect;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const merchantWith = (
  v2Certificate: PayOptions['v2Certificate'],
  options: Partial<PayOptions> = {},
): WeChatPay => {
  const v2 = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return declare({ baseUrls: { v2 }, v2Certificate, ...options });
};

describe('A call that demands the merchant’s certificate', () => {
  it.each([
    ['of PEM', PEM, {}],
    [
      'of PEM with a key of bare base64',
      PEM,
      {
        privateKey: fixture('apiclient_key.pem')
          .toString('utf8')
          .replace(/-----[A-Z ]+-----|\s/g, ''),
      },
    ],
    ['of a p12 sealed with the number of the merchant', P12, {}],
    ['of a p12 with its pass phrase', { ...P12, passphrase: MCH_ID }, { mchId: '1900000110' }],
  ])('shows one %s', async (_what, certificate, options) => {
    const shop = merchantWith(certificate, options);
    await shop.v2.request(REVERSE, { body: NUMBERS });
    expect(shown).toEqual([MCH_ID]);
  });

  it('shows it on connections of its own', async () => {
    const shop = merchantWith(PEM);
    await shop.v2.request('POST /pay/orderquery', { body: NUMBERS });
    await shop.v2.request(REVERSE, { body: NUMBERS });
    await shop.v2.request('POST /pay/orderquery', { body: NUMBERS });
    expect(shown).toEqual(['nobody', MCH_ID, 'nobody']);
  });

  it('is not made without one, and says what to set', async () => {
    const shop = merchantWith(undefined);
    const error = await failureOf(shop.v2.request(REVERSE, { body: NUMBERS }));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/^shop: POST \/secapi\/pay\/reverse needs .*v2Certificate/);
    expect(shown).toEqual([]);
    await expect(shop.v2.request('POST /pay/orderquery', { body: NUMBERS })).resolves.toBeDefined();
  });

  it('believes nobody whose own certificate it does not trust', async () => {
    trusted = undefined;
    try {
      await expect(merchantWith(PEM).v2.request(REVERSE, { body: NUMBERS })).rejects.toThrow(WeChatHttpError);
    } finally {
      trusted = fixture('ca.pem');
    }
    expect(shown).toEqual([]);
  });
});

describe('v2Certificate', () => {
  const refusal = (v2Certificate: unknown) =>
    failureOf(() => declare({ v2Certificate: v2Certificate as PayOptions['v2Certificate'] }));

  it('that OpenSSL 3 no longer opens is named with its cure when the client is declared', async () => {
    const error = await refusal({ pfx: fixture('apiclient_cert.legacy.p12') });
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/"shop".*openssl pkcs12 -legacy/);
  });

  it.each([
    ['a p12 with another pass phrase', { ...P12, passphrase: 'wrong' }, /passphrase/],
    [
      'an old p12 with another pass phrase',
      { pfx: fixture('apiclient_cert.legacy.p12'), passphrase: 'wrong' },
      /passphrase/,
    ],
    ['a p12 that is none', { pfx: Buffer.from('nothing') }, /apiclient_cert\.p12/],
    ['a p12 as text', { pfx: 'MIIJ' }, /bytes of apiclient_cert\.p12/],
    ['the certificate of another key', { cert: fixture('server_cert.pem').toString('utf8') }, /privateKey/],
    [
      'a key in place of the certificate',
      { cert: fixture('apiclient_key.pem').toString('utf8') },
      /apiclient_cert\.pem/,
    ],
    ['an empty certificate', { cert: '' }, /apiclient_cert\.pem/],
    ['nothing of either', {}, /apiclient_cert\.pem/],
    ['null', null, /apiclient_cert\.pem/],
  ])('is refused as %s when the client is declared', async (_what, certificate, cure) => {
    const error = await refusal(certificate);
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(cure);
    expect(inspect(error)).not.toMatch(/MIIE|wrong|PRIVATE KEY-----\n/);
  });

  it('is shown in no inspection', () => {
    const shop = declare({ v2Certificate: P12 });
    const text = inspect(shop.v2, { depth: 12, showHidden: true });
    expect(text).not.toMatch(/passphrase|PRIVATE KEY/);
  });
});
