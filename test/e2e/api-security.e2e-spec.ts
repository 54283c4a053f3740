import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  getWeChatToken,
  type MiniProgram,
  miniProgram,
  type MiniProgramOptions,
  officialAccount,
  type OfficialAccount,
  WeChatApiError,
  type AppClient,
  WeChatConfigError,
  WeChatDecryptError,
  WeChatHttpError,
  WeChatModule,
  WeChatSignatureError,
  type SealedRoute,
} from 'nestjs-wechat-sdk';
import { sm2 } from 'sm-crypto-v2';
import {
  PLATFORM_RSA_CERTIFICATE,
  PLATFORM_RSA_KEY,
  SM2_CERTIFICATE,
  SM2_KEY_PKCS8,
} from '../src/secure-api.keys.js';
import {
  type OpenedCall,
  SecureApiServer,
  type SecureApiSetup,
  type WireAnswer,
} from '../src/secure-api.server.js';
import { failureOf } from '../unit/failure.js';
import { collectLogs } from '../unit/log.collector.js';

type ApiSecurity = NonNullable<MiniProgramOptions['apiSecurity']>;

const APP_ID = 'wx0123456789abcdef';
const OTHER_APP_ID = 'wxfedcba9876543210';
const ROUTE = 'POST /wxa/getuserriskrank';
const ID = '9223372036854775807';
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof RSA, type: 'pkcs1' | 'pkcs8'): string =>
  key.privateKey.export({ format: 'pem', type }) as string;
const sm2App = sm2.generateKeyPairHex();

/** SEC1 of an SM2 number, by hand. */
function sm2Pem(number: string): string {
  const der = Buffer.concat([
    Buffer.from('3031020101', 'hex'),
    Buffer.from('0420', 'hex'),
    Buffer.from(number.padStart(64, '0'), 'hex'),
    Buffer.from('a00a06082a811ccf5501822d', 'hex'),
  ]);
  return `-----BEGIN EC PRIVATE KEY-----\n${der.toString('base64')}\n-----END EC PRIVATE KEY-----\n`;
}

const rsaSetup: SecureApiSetup = {
  appId: APP_ID,
  symmetricKey: randomBytes(32),
  symmetricKeyNo: 'symmetric-1',
  serial: 'platform-1',
  family: { kind: 'AES-RSA', appKey: RSA.publicKey, platformKey: createPrivateKey(PLATFORM_RSA_KEY) },
};
const smSetup: SecureApiSetup = {
  ...rsaSetup,
  symmetricKey: randomBytes(16),
  family: {
    kind: 'SM',
    appPublicKey: sm2App.publicKey,
    appKeyNo: 'app-key-1',
    platformKey: createPrivateKey(SM2_KEY_PKCS8)
      .export({ format: 'der', type: 'pkcs8' })
      .subarray(36, 68)
      .toString('hex'),
  },
};

const securityOf = ({ symmetricKey }: SecureApiSetup, given: Partial<ApiSecurity> = {}): ApiSecurity => ({
  routes: 'all',
  symmetricKey: symmetricKey.toString('base64'),
  symmetricKeyNo: 'symmetric-1',
  privateKey: pem(RSA, 'pkcs1'),
  platformCertificates: { 'platform-1': PLATFORM_RSA_CERTIFICATE },
  ...given,
});
const smSecurity = (given: Partial<ApiSecurity> = {}): ApiSecurity =>
  securityOf(smSetup, {
    privateKey: sm2Pem(sm2App.privateKey),
    privateKeyNo: 'app-key-1',
    platformCertificates: { 'platform-1': SM2_CERTIFICATE },
    ...given,
  });

async function start(
  server: SecureApiServer,
  apiSecurity: ApiSecurity,
  given: Partial<MiniProgramOptions> = {},
): Promise<{ app: INestApplicationContext; mini: MiniProgram }> {
  const options = {
    appId: APP_ID,
    appSecret: 'secret',
    baseUrls: { api: server.url },
    ...given,
    apiSecurity,
  };
  const mini = miniProgram(options as MiniProgramOptions);
  const app = await NestFactory.createApplicationContext(
    { module: class RootModule {}, imports: [WeChatModule.forRoot({ clients: { mini } })] },
    { logger: false, abortOnError: false },
  );
  return { app, mini: app.get<MiniProgram>(getWeChatToken('mini')) };
}

const rank = (client: AppClient, body: object = { openid: 'o1', scene: 0 }): Promise<unknown> =>
  client.requestUntyped(ROUTE, { body });

describe.each([
  ['AES256 and RSA', rsaSetup, securityOf(rsaSetup), undefined],
  [
    'AES256 and RSA in PKCS#8, with its number',
    rsaSetup,
    securityOf(rsaSetup, { privateKey: pem(RSA, 'pkcs8'), privateKeyNo: 'app-key-1' }),
    'app-key-1',
  ],
  ['SM4 and SM2', smSetup, smSecurity(), 'app-key-1'],
  [
    'SM4 and SM2, answers signed with RSA',
    smSetup,
    smSecurity({ platformCertificates: { 'platform-1': PLATFORM_RSA_CERTIFICATE } }),
    'app-key-1',
  ],
])('API security with %s', (name, setup, security, keyNo) => {
  let server: SecureApiServer;
  let mini: MiniProgram;
  let app: INestApplicationContext;

  beforeAll(async () => {
    server = await new SecureApiServer(setup).start();
    ({ app, mini } = await start(server, security));
  });
  beforeEach(() => {
    server.reset();
    if (!name.endsWith('RSA')) return;
    const sign = server.sign.bind(server);
    server.sign = (text) => sign(text, rsaSetup.family);
  });
  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  it('encrypts and signs what is said, and opens what is answered', async () => {
    server.answer = () => '{"errcode":0,"errmsg":"ok","risk_rank":0,"名":"你好😀"}';
    expect(await rank(mini, { openid: 'o1', 名: '你好😀' })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      risk_rank: 0,
      名: '你好😀',
    });
    const { plaintext, isSignatureRight, headers, raw, url } = server.last;
    expect(isSignatureRight).toBe(true);
    const timestamp = Number(headers['wechatmp-timestamp']);
    expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(60);
    expect(JSON.parse(plaintext as string)).toEqual({
      _n: expect.stringMatching(/^\w{16,32}$/),
      _appid: APP_ID,
      _timestamp: timestamp,
      openid: 'o1',
      名: '你好😀',
    });
    expect(Object.keys(JSON.parse(raw) as object)).toEqual(['iv', 'data', 'authtag']);
    expect(headers).toMatchObject({ 'wechatmp-appid': APP_ID, 'content-type': 'application/json' });
    expect(headers['wechatmp-serial']).toBe(keyNo);
    expect([...url.searchParams.keys()]).toEqual(['access_token']);
  });

  it('throws a refusal that was signed as any other', async () => {
    server.answer = () => '{"errcode":40003,"errmsg":"invalid openid rid: 1-2"}';
    expect(await failureOf(rank(mini))).toMatchObject({ name: 'WeChatApiError', errcode: 40003, rid: '1-2' });
  });
});

describe('A sealed call', () => {
  let server: SecureApiServer;
  let mini: MiniProgram;
  let app: INestApplicationContext;

  beforeAll(async () => {
    server = await new SecureApiServer(rsaSetup).start();
    ({ app, mini } = await start(server, securityOf(rsaSetup)));
  });
  beforeEach(() => server.reset());
  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  it('loses no digit of a 64-bit id on either way', async () => {
    server.answer = () => `{"errcode":0,"id":${ID}}`;
    const answer = await rank(mini, { id: BigInt(ID) });
    expect(server.last.plaintext).toContain(`"id":${ID}}`);
    expect(answer).toEqual({ errcode: 0, id: ID });
  });

  it('takes the parameters of the query into the body, the token aside', async () => {
    await mini.requestUntyped('POST /wxa/x?action=set', {
      query: { lang: 'zh_CN', none: undefined },
      body: { a: 1 },
    });
    const { plaintext, url } = server.last;
    expect(JSON.parse(plaintext as string)).toMatchObject({ action: 'set', lang: 'zh_CN', a: 1 });
    expect(url.searchParams.get('action')).toBe('set');
    expect(url.searchParams.has('lang')).toBe(false);
  });

  it('is sealed without a body and with an empty one too', async () => {
    for (const body of [undefined, {}]) {
      await mini.requestUntyped(ROUTE, { body });
      expect(Object.keys(JSON.parse(server.last.plaintext as string) as object)).toEqual([
        '_n',
        '_appid',
        '_timestamp',
      ]);
    }
  });

  it('refuses a body that is no object before anything is sent', async () => {
    expect(await failureOf(mini.requestUntyped(ROUTE, { body: [1] }))).toBeInstanceOf(WeChatConfigError);
    expect(server.calls).toHaveLength(0);
  });

  it('is sealed afresh for each try, with the new token after one died', async () => {
    const token = (call: OpenedCall) => call.url.searchParams.get('access_token');
    let dead: string | null = null;
    server.answer = (call, count) => {
      if (count === 1) dead = token(call);
      return token(call) === dead
        ? '{"errcode":40001,"errmsg":"invalid credential"}'
        : '{"errcode":0,"ok":1}';
    };
    expect(await rank(mini)).toEqual({ errcode: 0, ok: 1 });
    expect(server.calls).toHaveLength(2);
    const [first, second] = server.calls.map(
      (call) => (JSON.parse(call.plaintext as string) as Record<string, string>)['_n'],
    );
    expect(first).toMatch(/^\w{16,}$/);
    expect(second).not.toBe(first);
    expect(server.calls.every(({ isSignatureRight }) => isSignatureRight)).toBe(true);
    expect(token(server.last)).not.toBe(dead);
  });

  it('is sealed afresh where a read is repeated because WeChat was busy', async () => {
    server.answer = (_call, count) =>
      count === 1 ? { plain: '{"errcode":-1,"errmsg":"system error"}' } : '{"errcode":0,"ok":1}';
    expect(await mini.requestUntyped(ROUTE, { body: {}, read: true })).toEqual({ errcode: 0, ok: 1 });
    const [first, second] = server.calls.map(({ raw }) => raw);
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  it('throws a refusal that came unsigned as WeChat said it, with the cure', async () => {
    server.answer = () => ({ plain: '{"errcode":40234,"errmsg":"invalid signature rid: 1-2"}' });
    const error = await failureOf<WeChatApiError>(rank(mini));
    expect(error).toBeInstanceOf(WeChatApiError);
    expect(error).toMatchObject({ errcode: 40234, hint: expect.stringContaining('apiSecurity.privateKey') });
  });

  it.each([
    ['an answer', '{"errcode":0,"risk_rank":0}'],
    ['an answer without errcode', '{"risk_rank":0}'],
    ['an empty answer', ''],
    ['a web page', '<html></html>'],
    ['a sealed answer without its signature', '{"iv":"a","data":"b","authtag":"c"}'],
  ])('believes nothing unsigned: %s', async (_what, plain) => {
    server.answer = () => ({ plain });
    const error = await failureOf(rank(mini));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/mini: .*not signed.*apiSecurity\.routes/);
  });

  it('takes a failure of a gateway for what it is', async () => {
    server.answer = () => ({ plain: '<html>bad gateway</html>', status: 502 });
    const error = await failureOf(rank(mini));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status: 502, retryable: true });
  });

  it('takes a refusal that is signed but not encrypted, and nothing else of that kind', async () => {
    const openly = (body: string) => (answer: WireAnswer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        'Wechatmp-Signature': server.sign(
          `https://api.weixin.qq.com/wxa/getuserriskrank\n${APP_ID}\n${answer.headers['Wechatmp-TimeStamp']}\n${body}`,
        ),
      },
      body,
    });
    server.onTheWay = openly('{"errcode":40235,"errmsg":"invalid encrypt"}');
    expect(await failureOf(rank(mini))).toMatchObject({ name: 'WeChatApiError', errcode: 40235 });
    server.onTheWay = openly('{"errcode":0,"risk_rank":0}');
    expect(await failureOf(rank(mini))).toBeInstanceOf(WeChatDecryptError);
  });

  it('shows neither keys nor token in an error or an inspection', async () => {
    server.answer = () => ({ plain: '{"risk_rank":0}' });
    const text =
      inspect([await failureOf(rank(mini)), mini], { depth: 10, showHidden: true }) + JSON.stringify(mini);
    expect(text).not.toContain(rsaSetup.symmetricKey.toString('base64'));
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toMatch(/token-\d/);
  });
});

describe('An answer that was meddled with', () => {
  let server: SecureApiServer;
  let mini: MiniProgram;
  let app: INestApplicationContext;
  let kept: WireAnswer | undefined;

  beforeAll(async () => {
    server = await new SecureApiServer(rsaSetup).start();
    ({ app, mini } = await start(server, securityOf(rsaSetup)));
  });
  beforeEach(() => server.reset());
  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  const withHeader = (name: string, value: (old: string) => string | undefined) => (answer: WireAnswer) => {
    const { [name]: old = '', ...others } = answer.headers;
    const given = value(old);
    return { ...answer, headers: given === undefined ? others : { ...others, [name]: given } };
  };
  const withBody = (change: (body: Record<string, string>) => object) => (answer: WireAnswer) => ({
    ...answer,
    body: JSON.stringify(change(JSON.parse(answer.body) as Record<string, string>)),
  });
  const flip = (base64 = ''): string => {
    const bytes = Buffer.from(base64, 'base64');
    bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0);
    return bytes.toString('base64');
  };
  /** Signed rightly by WeChat, for another occasion. */
  const sealed = (path: string, inside: string, timestamp: number) => () =>
    server.seal(path, inside, timestamp);
  const PATH = '/wxa/getuserriskrank';

  const refused: Array<[string, (answer: WireAnswer) => WireAnswer, RegExp]> = [
    ['a byte of the data', withBody(({ data, ...rest }) => ({ ...rest, data: flip(data) })), /signature/],
    ['a byte of the iv', withBody(({ iv, ...rest }) => ({ ...rest, iv: flip(iv) })), /signature/],
    [
      'a byte of the authtag',
      withBody(({ authtag, ...rest }) => ({ ...rest, authtag: flip(authtag) })),
      /signature/,
    ],
    ['a field added outside', withBody((body) => ({ ...body, errcode: 0 })), /signature/],
    ['a blank added outside', (answer) => ({ ...answer, body: `${answer.body} ` }), /signature/],
    ['no body', (answer) => ({ ...answer, body: '' }), /signature/],
    [
      'the timestamp by a second',
      withHeader('Wechatmp-TimeStamp', (old) => String(Number(old) - 1)),
      /signature/,
    ],
    ['the timestamp, written differently', withHeader('Wechatmp-TimeStamp', (old) => `0${old}`), /signature/],
    ['the signature', withHeader('Wechatmp-Signature', flip), /signature/],
    ['the signature, cut', withHeader('Wechatmp-Signature', (old) => old.slice(0, 40)), /signature/],
    ['the signature, emptied', withHeader('Wechatmp-Signature', () => ''), /signature/],
    ['no appid', withHeader('Wechatmp-Appid', () => undefined), /another appid/],
    ['another appid', withHeader('Wechatmp-Appid', () => OTHER_APP_ID), /another appid/],
    ['no timestamp', withHeader('Wechatmp-TimeStamp', () => undefined), /timestamp/],
    ['a timestamp that is no number', withHeader('Wechatmp-TimeStamp', () => 'NaN'), /timestamp/],
    ['a negative timestamp', withHeader('Wechatmp-TimeStamp', (old) => `-${old}`), /timestamp/],
    ['an unknown serial', withHeader('Wechatmp-Serial', () => 'platform-9'), /certificate platform-9/],
    ['a serial every object has', withHeader('Wechatmp-Serial', () => '__proto__'), /certificate __proto__/],
    ['no serial', withHeader('Wechatmp-Serial', () => undefined), /certificate \(none named\)/],
    ['the answer of another path', sealed('/wxa/other', '{"errcode":0}', now()), /signature/],
    ['an answer of six minutes ago', sealed(PATH, '{"errcode":0}', now() - 360), /timestamp/],
    ['an answer of six minutes ahead', sealed(PATH, '{"errcode":0}', now() + 360), /timestamp/],
    ['another appid inside', sealed(PATH, `{"_appid":"${OTHER_APP_ID}","errcode":0}`, now()), /inside/],
    ['another time inside', sealed(PATH, '{"_timestamp":1,"errcode":0}', now()), /inside/],
    [
      "a stranger's signature under WeChat's serial",
      (answer) => ({
        ...answer,
        headers: {
          ...answer.headers,
          'Wechatmp-Signature': server.sign(
            `https://api.weixin.qq.com${PATH}\n${APP_ID}\n${answer.headers['Wechatmp-TimeStamp']}\n${answer.body}`,
            { kind: 'AES-RSA', appKey: RSA.publicKey, platformKey: STRANGER.privateKey },
          ),
        },
      }),
      /signature/,
    ],
    [
      'a wrong signature beside a right one under the old serial',
      (answer) => ({
        ...answer,
        headers: {
          ...answer.headers,
          'Wechatmp-Signature': flip(answer.headers['Wechatmp-Signature']),
          'Wechatmp-Serial-Deprecated': 'platform-1',
          'Wechatmp-Signature-Deprecated': answer.headers['Wechatmp-Signature'] as string,
        },
      }),
      /signature/,
    ],
  ];

  it.each(refused)('is not believed: %s', async (_what, onTheWay, reason) => {
    server.onTheWay = onTheWay;
    const error = await failureOf(rank(mini));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/^mini: the answer to \/wxa\/getuserriskrank is not believed/);
    expect(error.message).toMatch(reason);
    expect(server.calls).toHaveLength(1);
  });

  it('is not believed when it was given to an earlier call', async () => {
    server.onTheWay = (answer) => (kept ??= answer);
    await rank(mini);
    const error = await failureOf(rank(mini));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toMatch(/given before/);
  });

  it.each([
    ['sealed with another key', () => new SecureApiServer({ ...rsaSetup, symmetricKey: randomBytes(32) })],
    [
      'sealed under another key number',
      () => new SecureApiServer({ ...rsaSetup, symmetricKeyNo: 'symmetric-2' }),
    ],
  ])('cannot be opened when it is %s, though WeChat signed it', async (_what, other) => {
    server.onTheWay = () => other().seal(PATH, '{"errcode":0}', now());
    const error = await failureOf(rank(mini));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).toMatch(/^mini: the answer to/);
  });

  it.each(['[1]', '"x"', 'no json', ''])('cannot be read when what is inside is %j', async (inside) => {
    server.onTheWay = sealed(PATH, inside, now());
    expect(await failureOf(rank(mini))).toBeInstanceOf(WeChatDecryptError);
  });

  it('is believed with a clock four minutes off', async () => {
    server.clockOffset = -240;
    expect(await rank(mini)).toEqual({ errcode: 0 });
  });
});

describe('While WeChat replaces its certificate', () => {
  let server: SecureApiServer;
  beforeAll(async () => {
    server = await new SecureApiServer(rsaSetup).start();
  });
  beforeEach(() => server.reset());
  afterAll(() => server.stop());

  const next = STRANGER.publicKey.export({ format: 'pem', type: 'spki' }) as string;
  const both = (answer: WireAnswer): WireAnswer => ({
    ...answer,
    headers: {
      ...answer.headers,
      'Wechatmp-Serial': 'platform-2',
      'Wechatmp-Signature': server.sign(
        `https://api.weixin.qq.com/wxa/getuserriskrank\n${APP_ID}\n${answer.headers['Wechatmp-TimeStamp']}\n${answer.body}`,
        { kind: 'AES-RSA', appKey: RSA.publicKey, platformKey: STRANGER.privateKey },
      ),
      'Wechatmp-Serial-Deprecated': 'platform-1',
      'Wechatmp-Signature-Deprecated': answer.headers['Wechatmp-Signature'] as string,
    },
  });

  /** Calls twice; @returns what was warned of. */
  async function warningsWith(platformCertificates: Record<string, string>): Promise<string[]> {
    const { app, mini } = await start(server, securityOf(rsaSetup, { platformCertificates }));
    const logs = collectLogs();
    server.onTheWay = both;
    for (let times = 0; times < 2; times += 1) expect(await rank(mini)).toEqual({ errcode: 0 });
    logs.stop();
    await app.close();
    return logs.at('warn');
  }

  it('takes the old one as long as it is all there is, and says once that it has to be replaced', async () => {
    expect(await warningsWith({ 'platform-1': PLATFORM_RSA_CERTIFICATE })).toEqual([
      expect.stringMatching(/"mini".*certificate platform-1/),
    ]);
  });

  it('takes the new one where there are both, without a word', async () => {
    expect(await warningsWith({ 'platform-1': PLATFORM_RSA_CERTIFICATE, 'platform-2': next })).toEqual([]);
  });
});

describe('The routes that are sealed', () => {
  let server: SecureApiServer;
  let app: INestApplicationContext | undefined;
  beforeAll(async () => {
    server = await new SecureApiServer(rsaSetup).start();
  });
  beforeEach(() => server.reset());
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  afterAll(() => server.stop());

  const openWith = async (routes: ApiSecurity['routes']): Promise<MiniProgram> => {
    const started = await start(server, securityOf(rsaSetup, { routes }));
    app = started.app;
    return started.mini;
  };

  it('are those of the list alone, whichever variant is called', async () => {
    const mini = await openWith([ROUTE, 'POST /wxa/x' as SealedRoute]);
    await rank(mini);
    await mini.requestUntyped('POST /wxa/x#action=list', { body: {} });
    expect(server.calls.map(({ plaintext }) => plaintext === undefined)).toEqual([false, false]);
    server.answer = () => ({ plain: '{"errcode":0,"other":1}' });
    expect(await mini.requestUntyped('POST /wxa/other', { body: {} })).toEqual({ errcode: 0, other: 1 });
    expect(server.last.headers).not.toHaveProperty('wechatmp-signature');
  });

  it('are with "all" no GET, no download, no upload and no call without a token', async () => {
    const mini = await openWith('all');
    server.answer = () => ({ plain: '{"errcode":0}' });
    const files = { media: { content: Buffer.from('x'), filename: 'a.jpg' } };
    await mini.requestUntyped('GET /wxa/x');
    await mini.requestUntyped('POST /wxa/picture', { body: {}, answer: 'binary' });
    await mini.requestUntyped('POST /cgi-bin/media/upload', { files });
    await mini.requestUntyped('POST /wxa/open', { body: {}, auth: 'none' });
    expect(server.calls).toHaveLength(4);
    for (const { headers } of server.calls) expect(headers).not.toHaveProperty('wechatmp-signature');
  });

  it('send nothing openly that the list says is sealed', async () => {
    const mini = await openWith([ROUTE]);
    const files = { media: { content: Buffer.from('x'), filename: 'a.jpg' } };
    for (const options of [
      { files },
      { body: {}, answer: 'binary' as const },
      { body: {}, auth: 'none' as const },
    ]) {
      const error = await failureOf(mini.requestUntyped(ROUTE, options));
      expect(error).toBeInstanceOf(WeChatConfigError);
      expect(error.message).toContain(ROUTE);
    }
    expect(server.calls).toHaveLength(0);
  });

  it('leave a body that is text already as it is under "all", and refuse it where it is listed', async () => {
    const text = '{"openid":"o","env":0}';
    const mini = await openWith('all');
    server.answer = () => ({ plain: '{"errcode":0}' });
    await mini.requestUntyped('POST /xpay/query_user_balance', { body: text });
    expect(server.last.headers).not.toHaveProperty('wechatmp-signature');
    await app?.close();
    const listed = await openWith(['POST /xpay/query_user_balance']);
    const error = await failureOf(listed.requestUntyped('POST /xpay/query_user_balance', { body: text }));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(server.calls).toHaveLength(1);
  });

  it('are not written twice because of a refusal nobody signed', async () => {
    const mini = await openWith([ROUTE, 'POST /wxa/write' as SealedRoute]);
    server.answer = () => ({ plain: '{"errcode":40001,"errmsg":"forged"}' });
    const before = server.tokens;
    const error = await failureOf(mini.requestUntyped('POST /wxa/write', { body: {} }));
    expect(error).toMatchObject({ errcode: 40001, isUnsigned: true });
    expect(server.calls).toHaveLength(1);
    expect(server.tokens).toBeGreaterThan(before); // the next call has another token
    await failureOf(mini.requestUntyped('POST /wxa/write', { body: {}, read: true }));
    expect(server.calls).toHaveLength(3);
  });

  it('are sealed for official accounts as for mini programs, behind a gateway with a path of its own', async () => {
    const shop = officialAccount({
      appId: APP_ID,
      appSecret: 'secret',
      baseUrls: { api: server.url },
      apiSecurity: securityOf(rsaSetup),
    });
    app = await NestFactory.createApplicationContext(
      { module: class RootModule {}, imports: [WeChatModule.forRoot({ clients: { shop } })] },
      { logger: false, abortOnError: false },
    );
    await rank(app.get<OfficialAccount>(getWeChatToken('shop')));
    expect(server.last).toMatchObject({ isSignatureRight: true });
  });
});

describe('Options that cannot work', () => {
  const withoutKey = (): string =>
    createPublicKey(PLATFORM_RSA_KEY).export({ format: 'pem', type: 'spki' }) as string;
  const cases: Array<[string, Partial<Record<keyof ApiSecurity, unknown>>, RegExp]> = [
    ['no routes', { routes: undefined }, /\.routes .*'all'/],
    ['an empty list of routes', { routes: [] }, /\.routes .*'all'/],
    ['a GET', { routes: ['GET /cgi-bin/user/info'] }, /GET \/cgi-bin\/user\/info.*Take it off/],
    ['an upload of the catalogue', { routes: ['POST /cgi-bin/media/upload'] }, /media\/upload.*Take it off/],
    ['a route with a blank behind it', { routes: ['POST /wxa/getuserriskrank '] }, /Take it off/],
    ['a route with a query', { routes: ['POST /wxa/x?a=1'] }, /Take it off/],
    ['a route without a method', { routes: ['/wxa/x'] }, /"\/wxa\/x".*Take it off/],
    ['no symmetric key', { symmetricKey: undefined }, /\.symmetricKey is missing/],
    ['a symmetric key with blanks', { symmetricKey: ` ${Buffer.alloc(32).toString('base64')}` }, /blanks/],
    [
      'a symmetric key of 24 bytes',
      { symmetricKey: Buffer.alloc(24).toString('base64') },
      /24 bytes.*32.*16/,
    ],
    ['no symmetric key number', { symmetricKeyNo: '' }, /\.symmetricKeyNo is missing/],
    ['no private key', { privateKey: undefined }, /\.privateKey is missing/],
    ['a public key for a private one', { privateKey: withoutKey() }, /\.privateKey cannot work.*PKCS#8/],
    ['an empty private key number', { privateKeyNo: '' }, /\.privateKeyNo is missing/],
    ['an SM2 key without its number', { privateKey: SM2_KEY_PKCS8 }, /\.privateKeyNo is missing.*SM2/],
    ['no certificate', { platformCertificates: {} }, /\.platformCertificates holds none/],
    ['certificates left out', { platformCertificates: undefined }, /\.platformCertificates holds none/],
    [
      'a certificate that is none',
      { platformCertificates: { s1: 'x' } },
      /platformCertificates\["s1"\] cannot work/,
    ],
    [
      'a certificate that is no text',
      { platformCertificates: { s1: null } },
      /platformCertificates\["s1"\] cannot work/,
    ],
  ];

  it.each(cases)('are refused at start-up: %s', async (_what, given, message) => {
    const server = { url: 'http://127.0.0.1:1' } as SecureApiServer;
    const options = { ...securityOf(rsaSetup), ...given } as ApiSecurity;
    const error = await failureOf(start(server, options));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/^WeChat client "mini": apiSecurity/);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(rsaSetup.symmetricKey.toString('base64'));
    expect(inspect(error)).not.toMatch(/BEGIN|MII/);
  });
});
