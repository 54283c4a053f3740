import { createPrivateKey, X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { isSigned, openSealed, orderOf } from './pay.client.js';
import { type PayStage, setPayStage } from './pay.stage.js';

interface Listed {
  serial_no: string;
  effective_time: string;
  expire_time: string;
  encrypt_certificate: Record<string, string>;
}

/** The platform certificates, as a merchant downloads them. */
async function certificates({ client, merchant }: PayStage) {
  const { json, ...answered } = await client.get('/v3/certificates');
  const data = (json['data'] ?? []) as Listed[];
  return {
    answered,
    json,
    listed: data.map(({ serial_no, encrypt_certificate, effective_time, expire_time }) => {
      const pem = openSealed(encrypt_certificate, merchant.apiV3Key);
      return { serial: serial_no, pem, life: [effective_time, expire_time], ...encrypt_certificate };
    }),
  };
}

describe('A merchant', () => {
  it('has a number, keys and a certificate in WeChat Pay’s form', async () => {
    const { merchant } = await setPayStage();
    expect(merchant.mchId).toMatch(/^19\d{8}$/);
    expect(merchant.apiV3Key).toHaveLength(32);
    expect(merchant.apiKey).toHaveLength(32);
    expect(merchant.serialNo).toMatch(/^[1-7][\dA-F]{39}$/);
    expect(merchant.publicKeyId).toMatch(new RegExp(`^PUB_KEY_ID_0${merchant.mchId}\\d+`));
    const certificate = new X509Certificate(merchant.certificate);
    expect(certificate.serialNumber).toBe(merchant.serialNo);
    expect(certificate.checkPrivateKey(createPrivateKey(merchant.privateKey))).toBe(true);
    expect(certificate.subject).toContain(`CN=${merchant.mchId}`);
  });

  it('takes what it is given, and no number twice', async () => {
    const { sandbox } = await setPayStage();
    const given = { mchId: '1900000001', apiV3Key: 'k'.repeat(32), apiKey: 'a'.repeat(32) };
    expect(sandbox.merchant(given)).toMatchObject(given);
    expect(() => sandbox.merchant(given)).toThrow(SandboxUseError);
  });

  it('hands out what a client needs, by the kind of its keys', async () => {
    const { merchant, sandbox } = await setPayStage();
    expect(merchant.credentials).toEqual({
      mchId: merchant.mchId,
      apiV3Key: merchant.apiV3Key,
      apiV2Key: merchant.apiKey,
      privateKey: merchant.privateKey,
      serialNo: merchant.serialNo,
      publicKeyId: merchant.publicKeyId,
      publicKey: merchant.publicKey,
      baseUrls: {
        v3: `${sandbox.url}/pay-v3`,
        global: `${sandbox.url}/pay-v3`,
        v2: `${sandbox.url}/pay-v2`,
      },
    });
    const old = sandbox.merchant({ keys: 'certificates' }).credentials;
    expect(old).toMatchObject({ platformCertificates: true });
    expect(old).not.toHaveProperty('publicKey');
    const both = sandbox.merchant({ keys: 'both' }).credentials;
    expect(both).toMatchObject({ platformCertificates: true, publicKey: expect.any(String) });
  });

  it('has keys of its own, and shows none when it is inspected', async () => {
    const { merchant, sandbox } = await setPayStage({ keys: 'both' });
    const other = sandbox.merchant({ keys: 'both' });
    expect(other.privateKey).not.toBe(merchant.privateKey);
    expect(other.publicKey).not.toBe(merchant.publicKey);
    const shown = inspect(merchant, { depth: 9, showHidden: true }) + JSON.stringify(merchant);
    for (const secret of [merchant.apiV3Key, merchant.apiKey, 'PRIVATE KEY'])
      expect(shown).not.toContain(secret);
  });
});

describe('Platform certificates', () => {
  it('are listed, sealed with the APIv3 key; answers are signed with them', async () => {
    const stage = await setPayStage({ keys: 'certificates' });
    const { listed, answered } = await certificates(stage);
    expect(listed).toHaveLength(1);
    const [first] = listed;
    expect(first).toMatchObject({ algorithm: 'AEAD_AES_256_GCM', associated_data: 'certificate' });
    const certificate = new X509Certificate(first?.pem ?? '');
    expect(certificate.serialNumber).toBe(first?.serial);
    expect(first?.life.map((time) => Date.parse(time))).toEqual([
      Date.parse(certificate.validFrom),
      Date.parse(certificate.validTo),
    ]);
    expect(isSigned(answered, first?.pem ?? '')).toBe(true);
    expect(answered.headers.get('Wechatpay-Serial')).toBe(first?.serial);
    expect(() => stage.merchant.publicKey).toThrow(SandboxUseError);
  });

  it('are none for a merchant who has a public key alone', async () => {
    const stage = await setPayStage();
    const { answered, json } = await certificates(stage);
    expect(answered.status).toBe(404);
    expect(json).toMatchObject({ code: 'RESOURCE_NOT_EXISTS' });
    expect(() => stage.merchant.rotateCertificate()).toThrow(SandboxUseError);
    expect(() => stage.merchant.signWith('certificate')).toThrow(SandboxUseError);
  });

  it('can be replaced: the new one signs, the old one is listed until it is dropped', async () => {
    const stage = await setPayStage({ keys: 'certificates' });
    const [first] = (await certificates(stage)).listed;
    const serial = stage.merchant.rotateCertificate();
    const { listed, answered } = await certificates(stage);
    expect(listed.map((one) => one.serial)).toEqual([first?.serial, serial]);
    expect(answered.headers.get('Wechatpay-Serial')).toBe(serial);
    expect(isSigned(answered, listed[1]?.pem ?? '')).toBe(true);
    expect(isSigned(answered, first?.pem ?? '')).toBe(false);
    await stage.merchant.notify('COUPON.USE', {});
    expect(stage.sandbox.exchanges.at(-1)?.request.headers['Wechatpay-Serial']).toBe(serial);
    stage.merchant.dropCertificate(first?.serial ?? '');
    expect(stage.merchant.certificateSerials).toEqual([serial]);
    expect(() => stage.merchant.dropCertificate(serial)).toThrow(SandboxUseError);
  });

  it('are replaced by a second one even when nobody has seen the first', async () => {
    const { merchant } = await setPayStage({ keys: 'certificates' });
    const serial = merchant.rotateCertificate();
    expect(merchant.certificateSerials).toHaveLength(2);
    expect(merchant.certificateSerials.at(-1)).toBe(serial);
  });

  it('and the public key sign side by side while a merchant changes', async () => {
    const stage = await setPayStage({ keys: 'both' });
    const { client, merchant, sandbox } = stage;
    const { listed, answered } = await certificates(stage);
    expect(answered.headers.get('Wechatpay-Serial')).toBe(listed[0]?.serial);
    const named = { headers: { 'Wechatpay-Serial': merchant.publicKeyId } };
    const byKey = await client.post('/v3/pay/transactions/native', orderOf(merchant), named);
    expect(byKey.headers.get('Wechatpay-Serial')).toBe(merchant.publicKeyId);
    expect(isSigned(byKey, merchant.publicKey)).toBe(true);
    await merchant.notify('COUPON.USE', {});
    await merchant.notify('COUPON.USE', {}, { keyMode: 'public-key' });
    merchant.signWith('public-key');
    await merchant.notify('COUPON.USE', {});
    const serials = sandbox.exchanges.map(({ request }) => request.headers['Wechatpay-Serial']);
    expect(serials).toEqual([listed[0]?.serial, merchant.publicKeyId, merchant.publicKeyId]);
    expect((await certificates(stage)).answered.headers.get('Wechatpay-Serial')).toBe(merchant.publicKeyId);
  });
});
