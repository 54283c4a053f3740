import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSigned, openSealed, orderOf, type PayCallOptions } from './pay.client.js';
import { setPayStage } from './pay.stage.js';

const PATH = '/v3/pay/transactions/native';
const stranger = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;

describe('A request of v3', () => {
  it('is taken when the merchant signed it, Chinese text, query and all', async () => {
    const { client, merchant } = await setPayStage();
    expect(await client.post(PATH, orderOf(merchant))).toMatchObject({ status: 200 });
    const query = `/v3/pay/transactions/out-trade-no/order-0001?mchid=${merchant.mchId}`;
    expect(await client.get(query)).toMatchObject({ status: 200 });
  });

  it('may be signed with the path of the sandbox in front', async () => {
    const { client, merchant } = await setPayStage();
    const answered = await client.post(PATH, orderOf(merchant), { signedPath: `/pay-v3${PATH}` });
    expect(answered.status).toBe(200);
  });

  it.each<[string, () => PayCallOptions]>([
    ['another body', () => ({ signedBody: '{}' })],
    ['another path', () => ({ signedPath: '/v3/pay/transactions/app' })],
    ['another method', () => ({ signedMethod: 'PUT' })],
    ['a key nobody knows', () => ({ privateKey: stranger() })],
    ['an old timestamp', () => ({ parts: { timestamp: String(Math.floor(Date.now() / 1000) - 301) } })],
    ['a future timestamp', () => ({ parts: { timestamp: String(Math.floor(Date.now() / 1000) + 302) } })],
    ['no timestamp at all', () => ({ parts: { timestamp: 'now' } })],
    ['an unknown serial number', () => ({ parts: { serial_no: 'AB'.repeat(20) } })],
    ['an unknown merchant', () => ({ parts: { mchid: '1' } })],
    ['a part left out', () => ({ parts: { nonce_str: '' } })],
    ['no authorization', () => ({ without: ['authorization'] })],
    ['another scheme', () => ({ headers: { authorization: 'Bearer x' } })],
  ])('is refused with %s', async (_, options) => {
    const { client, merchant } = await setPayStage();
    const { status, json } = await client.post(PATH, orderOf(merchant), options());
    expect({ status, json }).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR' } });
    expect(json['message']).toEqual(expect.any(String));
    expect(merchant.orders.size).toBe(0);
  });

  it('is told what should have been signed', async () => {
    const { client } = await setPayStage();
    const { json } = await client.get('/v3/certificates?a=1', { signedPath: '/v3/certificates' });
    expect(json['detail']).toMatchObject({
      sign_information: {
        method: 'GET',
        url: '/v3/certificates?a=1',
        truncated_sign_message: expect.stringMatching(/^GET\n/),
      },
    });
  });

  it('needs Accept and User-Agent', async () => {
    const { client, merchant } = await setPayStage();
    // fetch sends both of its own accord
    const empty = { headers: { 'user-agent': '' } };
    expect(await client.post(PATH, orderOf(merchant), empty)).toMatchObject({
      status: 400,
      json: { code: 'PARAM_ERROR' },
    });
  });

  it('needs a path there is, and what the catalogue asks for', async () => {
    const { client, merchant } = await setPayStage();
    expect(await client.get('/v3/nowhere')).toMatchObject({
      status: 404,
      json: { code: 'RESOURCE_NOT_EXISTS' },
    });
    const { description: _, ...rest } = orderOf(merchant);
    expect(await client.post(PATH, rest)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
    expect(await client.post(PATH, '{')).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
    expect(await client.get('/v3/pay/transactions/out-trade-no/x')).toMatchObject({ status: 400 });
  });
});

describe('An answer of v3', () => {
  it('is signed with the public key, an error and an empty one, too', async () => {
    const { client, merchant } = await setPayStage();
    const placed = await client.post(PATH, orderOf(merchant));
    const closed = await client.post('/v3/pay/transactions/out-trade-no/order-0001/close', {
      mchid: merchant.mchId,
    });
    const refused = await client.post('/v3/pay/transactions/out-trade-no/order-0002/close', {
      mchid: merchant.mchId,
    });
    expect([placed.status, closed.status, refused.status]).toEqual([200, 204, 404]);
    for (const answered of [placed, closed, refused]) {
      expect(isSigned(answered, merchant.publicKey)).toBe(true);
      expect(answered.headers.get('Wechatpay-Serial')).toBe(merchant.publicKeyId);
      expect(answered.headers.get('Wechatpay-Signature-Type')).toBe('WECHATPAY2-SHA256-RSA2048');
      expect(answered.headers.get('Request-ID')).toMatch(/^08/);
      expect(Math.abs(Number(answered.headers.get('Wechatpay-Timestamp')) - Date.now() / 1000)).toBeLessThan(
        5,
      );
    }
    expect(closed.text).toBe('');
  });

  it.each(['signature', 'body', 'timestamp', 'nonce'] as const)('can be altered: %s', async (tamper) => {
    const { client, merchant } = await setPayStage();
    merchant.tamperNextAnswer(tamper);
    const altered = await client.post(PATH, orderOf(merchant));
    expect(altered.status).toBe(200);
    expect(isSigned(altered, merchant.publicKey)).toBe(false);
    expect(isSigned(await client.post(PATH, orderOf(merchant)), merchant.publicKey)).toBe(true);
  });

  it('can have an unknown serial number, lack a header, or come from a wrong clock', async () => {
    const { client, merchant } = await setPayStage();
    const ask = () => client.post(PATH, orderOf(merchant));
    merchant.tamperNextAnswer('serial');
    expect((await ask()).headers.get('Wechatpay-Serial')).toMatch(/^[1-7][\dA-F]{39}$/);
    for (const name of ['signature', 'serial', 'timestamp', 'nonce'] as const) {
      merchant.tamperNextAnswer(`missing-${name}`);
      expect((await ask()).headers.get(`Wechatpay-${name}`)).toBeNull();
    }
    merchant.tamperNextAnswer({ timestampOffset: -400 });
    const late = await ask();
    expect(Math.round(Number(late.headers.get('Wechatpay-Timestamp')) - Date.now() / 1000)).toBeCloseTo(
      -400,
      -1,
    );
    expect(isSigned(late, merchant.publicKey)).toBe(true);
  });

  it('can be meant for one route alone', async () => {
    const { client, merchant } = await setPayStage();
    merchant.tamperNextAnswer('signature', `POST ${PATH}`);
    expect(isSigned(await client.get('/v3/certificates'), merchant.publicKey)).toBe(true);
    expect(isSigned(await client.post(PATH, orderOf(merchant)), merchant.publicKey)).toBe(false);
  });

  it('can be a probe that is signed wrongly on purpose', async () => {
    const { client, merchant } = await setPayStage();
    merchant.probeNextAnswer();
    const probe = await client.post(PATH, orderOf(merchant));
    expect(probe.headers.get('Wechatpay-Signature')).toMatch(/^WECHATPAY\/SIGNTEST\/[\w+/]+=*$/);
    expect(isSigned(probe, merchant.publicKey)).toBe(false);
  });

  it('can be an error that was asked for, in the form of v3 and signed', async () => {
    const { client, merchant, sandbox } = await setPayStage();
    const failure = { code: 'FREQUENCY_LIMITED', message: '频率超限', status: 429, times: 1 };
    sandbox.fail(`POST ${PATH}`, failure);
    const answered = await client.post(PATH, orderOf(merchant));
    expect(answered).toMatchObject({ status: 429, json: { code: 'FREQUENCY_LIMITED', message: '频率超限' } });
    expect(isSigned(answered, merchant.publicKey)).toBe(true);
    expect(sandbox.requests.at(-1)).toMatchObject({
      status: 429,
      code: 'FREQUENCY_LIMITED',
      appId: merchant.mchId,
    });
    expect(await client.post(PATH, orderOf(merchant))).toMatchObject({ status: 200 });
  });

  it('can be late, or never come', async () => {
    const { client, merchant, sandbox } = await setPayStage();
    sandbox.delay(`POST ${PATH}`, 80, 1);
    const started = Date.now();
    await client.post(PATH, orderOf(merchant));
    expect(Date.now() - started).toBeGreaterThanOrEqual(79);
    sandbox.fail(/^POST /, { drop: true });
    await expect(client.post(PATH, orderOf(merchant))).rejects.toThrow();
    expect(sandbox.requests.at(-1)).toMatchObject({ status: 0, path: PATH });
  });

  it('is the usual one again after a reset', async () => {
    const { client, merchant, sandbox } = await setPayStage();
    merchant.tamperNextAnswer('signature');
    sandbox.fail(`POST ${PATH}`, { code: 'SYSTEM_ERROR', status: 500 });
    sandbox.reset();
    const answered = await client.post(PATH, orderOf(merchant));
    expect(answered.status).toBe(200);
    expect(isSigned(answered, merchant.publicKey)).toBe(true);
  });

  it('can be cut off in the middle', async () => {
    const { client, merchant, sandbox } = await setPayStage();
    sandbox.fail(`POST ${PATH}`, { truncate: true });
    await expect(client.post(PATH, orderOf(merchant))).rejects.toThrow();
    expect(merchant.orders.size).toBe(1);
  });
});

describe('A sensitive field', () => {
  const PATH_OF_FIELD = '/v3/smartguide/guides';
  const guide = (name: string, mobile: string) => ({
    corpid: '1',
    store_id: 1,
    userid: 'robert',
    name,
    mobile,
    qr_code: 'https://a',
    avatar: 'https://b',
  });

  it('must be sealed with the key that the header names', async () => {
    const { client, merchant } = await setPayStage();
    const right = guide(client.seal('张三'), client.seal('13800138000'));
    const serial = { headers: { 'Wechatpay-Serial': merchant.publicKeyId } };
    expect(await client.post(PATH_OF_FIELD, right, serial)).toMatchObject({ status: 200 });
    const refused = { status: 400, json: { code: 'PARAM_ERROR' } };
    expect(await client.post(PATH_OF_FIELD, right)).toMatchObject(refused);
    const wrong = { headers: { 'Wechatpay-Serial': 'PUB_KEY_ID_0' } };
    expect(await client.post(PATH_OF_FIELD, right, wrong)).toMatchObject(refused);
    expect(await client.post(PATH_OF_FIELD, guide('张三', '138'), serial)).toMatchObject(refused);
  });

  it('may be sealed with any platform certificate that is listed', async () => {
    const { client, merchant, sandbox } = await setPayStage({ keys: 'certificates' });
    const [old = ''] = merchant.certificateSerials;
    const ask = async (serial: string) => {
      const { json } = await client.get('/v3/certificates');
      const listed = json['data'] as { serial_no: string; encrypt_certificate: Record<string, string> }[];
      const found = listed.find(({ serial_no }) => serial_no === serial) ?? listed[0];
      const pem = openSealed(found?.encrypt_certificate ?? {}, merchant.apiV3Key);
      const body = guide(client.seal('张三', pem), client.seal('138', pem));
      return client.post(PATH_OF_FIELD, body, { headers: { 'Wechatpay-Serial': serial } });
    };
    expect((await ask(old)).status).toBe(200);
    const recent = merchant.rotateCertificate();
    expect((await ask(recent)).status).toBe(200);
    expect((await ask(old)).status).toBe(200);
    merchant.dropCertificate(old);
    expect((await ask(old)).status).toBe(400);
    expect(JSON.stringify(sandbox.requests)).not.toContain('张三');
  });
});

describe('A value in a path', () => {
  it('has to be encoded as addresses are', async () => {
    const { client, merchant } = await setPayStage();
    const path = `/v3/pay/transactions/out-trade-no/%E0%A4?mchid=${merchant.mchId}`;
    expect(await client.get(path)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
  });
});
