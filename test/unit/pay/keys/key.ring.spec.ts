import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatConfigError, WeChatHttpError, WeChatSignatureError } from '../../../../lib/common/index.js';
import { ApiV3Cipher, PlatformKey } from '../../../../lib/crypto/index.js';
import { CertificateSource } from '../../../../lib/pay/keys/certificate.source.js';
import { KeyRing } from '../../../../lib/pay/keys/key.ring.js';
import { PlatformCertificates } from '../../../../lib/pay/keys/platform.certificates.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { TokenManager } from '../../../../lib/token/index.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';
import { ManualRefresher, OpenStorage } from '../../token/fake.tokens.js';
import { API_V3_KEY, forgeCertificate, listOf } from '../certificate.forge.js';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const certificate = forgeCertificate({ validFrom: NOW - HOUR, validTo: NOW + 48 * HOUR });
const PUBLIC_KEY = { serial: 'PUB_KEY_ID_01', key: new PlatformKey(forgeCertificate().pem) };
const because = (reason: string): string => `not believed: ${reason}`;
collectLogs();

function certificates(list = async () => listOf([certificate])) {
  const tokens = new TokenManager(
    new OpenStorage(),
    new LocalCoordination(),
    new ManualRefresher().asRefresher(),
  );
  const download = jest.fn(list);
  const source = new CertificateSource('1900000001', download);
  return {
    download,
    certificates: new PlatformCertificates('shop', source, tokens, new ApiV3Cipher(API_V3_KEY)),
  };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate'] }));
afterEach(() => void jest.useRealTimers());

describe('KeyRing with the public key alone', () => {
  const ring = new KeyRing('shop', { publicKey: PUBLIC_KEY });

  it('has the key at hand, for what is signed with it and for what is sealed', async () => {
    expect(ring.publicKeyId).toBe('PUB_KEY_ID_01');
    expect(ring.keyFor('PUB_KEY_ID_01', because)).toBe(PUBLIC_KEY.key);
    expect(await ring.sealingKey()).toBe(PUBLIC_KEY);
    await ring.prepare();
  });

  it('refuses another public key, and names the cure', async () => {
    const error = await failureOf(() => ring.keyFor('PUB_KEY_ID_02', because));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toBe(
      'not believed: it is signed with the public key PUB_KEY_ID_02, which is not configured: set publicKeyId and publicKey to those of the merchant platform (账户中心 → API安全)',
    );
  });

  it('refuses a certificate, and names the cure', async () => {
    const error = await failureOf(() => ring.keyFor(certificate.serial, because));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain('platformCertificates: true');
  });
});

describe('KeyRing with certificates alone', () => {
  it('asks for no public key', () => {
    expect(new KeyRing('shop', certificates()).publicKeyId).toBeUndefined();
  });

  it('finds the key of a certificate, and seals for the newest', async () => {
    const ring = new KeyRing('shop', certificates());
    const key = await ring.keyFor(certificate.serial, because);
    expect(key.isSigned(Buffer.from('message'), certificate.sign('message'))).toBe(true);
    expect(await ring.sealingKey()).toMatchObject({ serial: certificate.serial });
  });

  it('refuses a certificate nobody knows, before and after the list is there', async () => {
    const ring = new KeyRing('shop', certificates());
    for (let time = 0; time < 2; time += 1) {
      const error = await failureOf(() => ring.keyFor('ABCDEF0123456789', because));
      expect(error).toBeInstanceOf(WeChatSignatureError);
      expect(error.message).toContain('ABCDEF0123456789, which is no valid platform certificate');
    }
  });

  it.each(['PUB_KEY_ID_01', '', 'x', '../../etc/passwd', 'ABCDEF', '__proto__', `A${'0'.repeat(64)}`])(
    'looks for no certificate called %j',
    async (serial) => {
      const { certificates: list, download } = certificates();
      const ring = new KeyRing('shop', { certificates: list });
      expect(await failureOf(() => ring.keyFor(serial, because))).toBeInstanceOf(WeChatSignatureError);
      expect(download).not.toHaveBeenCalled();
    },
  );

  it('is prepared by one download, and again when no certificate is valid any more', async () => {
    const { certificates: list, download } = certificates();
    const ring = new KeyRing('shop', { certificates: list });
    await Promise.all(Array.from({ length: 20 }, () => ring.prepare()));
    await ring.prepare();
    expect(download).toHaveBeenCalledTimes(1);
    jest.setSystemTime(NOW + 48 * HOUR);
    const error = await failureOf(ring.prepare());
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('"shop": WeChat Pay gave no platform certificate that is valid now');
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('cannot be prepared while WeChat Pay is away', async () => {
    const failure = { client: 'shop', route: 'x', reason: 'ECONNREFUSED', retryable: true };
    const away = new WeChatHttpError('broken', failure);
    const ring = new KeyRing(
      'shop',
      certificates(() => Promise.reject(away)),
    );
    expect(await failureOf(ring.prepare())).toBe(away);
  });
});

describe('KeyRing with both', () => {
  it('believes either, seals for the public key, and downloads nothing before a certificate signs', async () => {
    const { certificates: list, download } = certificates();
    const ring = new KeyRing('shop', { publicKey: PUBLIC_KEY, certificates: list });
    expect(ring.keyFor('PUB_KEY_ID_01', because)).toBe(PUBLIC_KEY.key);
    expect(await ring.sealingKey()).toBe(PUBLIC_KEY);
    await ring.prepare();
    expect(download).not.toHaveBeenCalled();
    const key = await ring.keyFor(certificate.serial, because);
    expect(key.isSigned(Buffer.from('message'), certificate.sign('message'))).toBe(true);
    expect(download).toHaveBeenCalledTimes(1);
  });
});
