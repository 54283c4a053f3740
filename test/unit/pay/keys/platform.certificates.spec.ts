import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatConfigError, WeChatHttpError } from '../../../../lib/common/index.js';
import { ApiV3Cipher, type PlatformKey } from '../../../../lib/crypto/index.js';
import { CertificateSource } from '../../../../lib/pay/keys/certificate.source.js';
import { PlatformCertificates } from '../../../../lib/pay/keys/platform.certificates.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { TokenManager } from '../../../../lib/token/index.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';
import { ManualRefresher, OpenStorage } from '../../token/fake.tokens.js';
import { API_V3_KEY, forgeCertificate, listOf } from '../certificate.forge.js';

const NOW = Date.UTC(2026, 0, 1);
const HALF_A_MINUTE = 30_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEY = '1900000001:platform_certificates';
const life = { validFrom: NOW - DAY, validTo: NOW + 30 * DAY };
const first = forgeCertificate(life);
const second = forgeCertificate({ validFrom: NOW - HOUR, validTo: NOW + 60 * DAY });
const ended = forgeCertificate({ validFrom: NOW - 9 * DAY, validTo: NOW - 1 });
const coming = forgeCertificate({ validFrom: NOW + DAY, validTo: NOW + 9 * DAY });
const away = (): Promise<never> =>
  Promise.reject(
    new WeChatHttpError('broken', { client: 'shop', route: 'x', reason: 'ECONNREFUSED', retryable: true }),
  );
const logs = collectLogs();

/** One process: what it downloads is up to the test. */
function setUp(storage = new OpenStorage(), coordination = new LocalCoordination()) {
  const refresher = new ManualRefresher();
  const tokens = new TokenManager(storage, coordination, refresher.asRefresher());
  const platform = { list: () => Promise.resolve(listOf([first])) };
  const download = jest.fn(() => platform.list());
  const source = new CertificateSource('1900000001', download);
  const certificates = new PlatformCertificates('shop', source, tokens, new ApiV3Cipher(API_V3_KEY));
  return { certificates, storage, refresher, tokens, download, platform };
}

/** Whether a key is that of a certificate. */
const isOf = (key: PlatformKey | undefined, { sign }: typeof first): boolean | undefined =>
  key?.isSigned(Buffer.from('message'), sign('message'));
const serialNo = (index: number): string => index.toString(16).toUpperCase().padStart(40, '5');

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate'] });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('PlatformCertificates.find', () => {
  it('downloads the list when the first is asked for, once for all who ask at once', async () => {
    const { certificates, download } = setUp();
    expect(certificates.isReady).toBe(false);
    const keys = await Promise.all(Array.from({ length: 100 }, () => certificates.find(first.serial)));
    expect(keys.every((key) => isOf(key, first))).toBe(true);
    expect(download).toHaveBeenCalledTimes(1);
    expect(certificates.isReady).toBe(true);
  });

  it('has a known one at hand without a promise', async () => {
    const { certificates } = setUp();
    await certificates.find(first.serial);
    expect(certificates.find(first.serial)).not.toBeInstanceOf(Promise);
  });

  it('finds neither one that has ended nor one that is to come', async () => {
    const { certificates, platform } = setUp();
    platform.list = async () => listOf([ended, first, coming]);
    expect(await certificates.find(ended.serial)).toBeUndefined();
    expect(await certificates.find(coming.serial)).toBeUndefined();
    jest.setSystemTime(NOW + DAY);
    expect(isOf(await certificates.find(coming.serial), coming)).toBe(true);
    jest.setSystemTime(life.validTo);
    expect(await certificates.find(first.serial)).toBeUndefined();
    expect(certificates.isReady).toBe(false);
  });

  it('finds a new one after one download, and the old one as long as it is listed', async () => {
    const { certificates, platform, download } = setUp();
    await certificates.find(first.serial);
    platform.list = async () => listOf([first, second]);
    jest.setSystemTime(NOW + MINUTE);
    const keys = await Promise.all(Array.from({ length: 50 }, () => certificates.find(second.serial)));
    expect(keys.every((key) => isOf(key, second))).toBe(true);
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('takes one that is listed no longer for unknown', async () => {
    const { certificates, platform } = setUp();
    await certificates.find(first.serial);
    platform.list = async () => listOf([second]);
    jest.setSystemTime(NOW + MINUTE);
    await certificates.find(second.serial);
    expect(await certificates.find(first.serial)).toBeUndefined();
  });

  it('looks for unknown ones once a minute at most, however many strangers make up', async () => {
    const { certificates, download } = setUp();
    await certificates.find(first.serial);
    for (let second = 0; second <= 600; second += 1) {
      jest.setSystemTime(NOW + second * 1000);
      expect(await certificates.find(serialNo(second))).toBeUndefined();
    }
    expect(download).toHaveBeenCalledTimes(11);
  });

  it('looks once for a thousand unknown ones at once', async () => {
    const { certificates, download } = setUp();
    await certificates.find(first.serial);
    jest.setSystemTime(NOW + HOUR);
    const serials = Array.from({ length: 1000 }, (_, index) => serialNo(index));
    const keys = await Promise.all(serials.map((serial) => certificates.find(serial)));
    expect(keys.filter(Boolean)).toEqual([]);
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('does not look for the same one again for five minutes, unless it comes up in the list', async () => {
    const { certificates, platform, download } = setUp();
    await certificates.find(first.serial);
    const later = async (): Promise<void> => {
      jest.advanceTimersByTime(MINUTE);
      await certificates.find(second.serial);
    };
    for (let minute = 1; minute <= 6; minute += 1) await later();
    expect(download).toHaveBeenCalledTimes(2);
    await later();
    expect(download).toHaveBeenCalledTimes(3);
    jest.advanceTimersByTime(MINUTE);
    platform.list = async () => listOf([first, second]);
    await certificates.find(serialNo(1));
    expect(isOf(await certificates.find(second.serial), second)).toBe(true);
    expect(download).toHaveBeenCalledTimes(4);
  });

  it('does not take one for unknown because the list could not be had', async () => {
    const { certificates, platform, download } = setUp();
    await certificates.find(first.serial);
    platform.list = away;
    jest.setSystemTime(NOW + HOUR);
    expect(await failureOf(Promise.resolve(certificates.find(second.serial)))).toBeInstanceOf(
      WeChatHttpError,
    );
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    platform.list = async () => listOf([first, second]);
    jest.advanceTimersByTime(HALF_A_MINUTE);
    expect(isOf(await certificates.find(second.serial), second)).toBe(true);
    expect(download).toHaveBeenCalledTimes(3);
  });

  it.each<[string, () => Promise<string>, number]>([
    ['cannot be had', away, 1],
    // what cannot be opened is asked for once more
    ['cannot be opened', async () => listOf([first], { key: 'x'.repeat(32) }), 2],
  ])('looks once in half a minute while the list %s, for whatever serial', async (_what, list, calls) => {
    const { certificates, platform, download } = setUp();
    platform.list = list;
    const errors = new Set<Error>();
    for (let index = 0; index < 100; index += 1)
      errors.add(await failureOf(Promise.resolve(certificates.find(serialNo(index)))));
    expect(errors.size).toBe(1);
    expect(download).toHaveBeenCalledTimes(calls);
    jest.advanceTimersByTime(HALF_A_MINUTE - 1);
    await failureOf(Promise.resolve(certificates.find(first.serial)));
    expect(download).toHaveBeenCalledTimes(calls);
    jest.advanceTimersByTime(1);
    platform.list = async () => listOf([first]);
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
  });

  it('looks once in half a minute while a newer list cannot be had; what is known is found meanwhile', async () => {
    const { certificates, platform, download } = setUp();
    await certificates.find(first.serial);
    platform.list = away;
    jest.setSystemTime(NOW + HOUR);
    for (let index = 0; index < 100; index += 1)
      await failureOf(Promise.resolve(certificates.find(serialNo(index))));
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    expect((await certificates.newest())?.serial).toBe(first.serial);
    await failureOf(Promise.resolve(certificates.find(serialNo(1))));
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('asks once in half a minute when the list has expired, even for one it knows', async () => {
    const { certificates, platform, download } = setUp();
    await certificates.find(first.serial);
    platform.list = away;
    jest.setSystemTime(NOW + 5 * DAY);
    for (let index = 0; index < 100; index += 1) {
      expect(isOf(await certificates.find(first.serial), first)).toBe(true);
      await jest.advanceTimersByTimeAsync(1);
    }
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('finds it at once when the list came for a call of ours meanwhile', async () => {
    const { certificates, platform } = setUp();
    platform.list = away;
    await failureOf(Promise.resolve(certificates.find(first.serial)));
    platform.list = async () => listOf([first]);
    await certificates.newest();
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
  });

  it('goes on with what it knows when the list comes back as it was, byte for byte', async () => {
    const { certificates, platform, download } = setUp();
    const text = listOf([first]);
    platform.list = async () => text;
    await certificates.find(first.serial);
    jest.setSystemTime(NOW + HOUR);
    const strange = [1, 2, 3].map((index) => certificates.find(serialNo(index)));
    expect(await Promise.all(strange)).toEqual([undefined, undefined, undefined]);
    expect(download).toHaveBeenCalledTimes(2);
    expect(certificates.find(first.serial)).not.toBeInstanceOf(Promise);
  });

  it('finds what another process has downloaded meanwhile', async () => {
    const storage = new OpenStorage();
    const coordination = new LocalCoordination();
    const [here, there] = [setUp(storage, coordination), setUp(storage, coordination)];
    await here.certificates.find(first.serial);
    there.platform.list = async () => listOf([first, second]);
    jest.setSystemTime(NOW + HOUR);
    await there.certificates.find(second.serial);
    expect(isOf(await here.certificates.find(second.serial), second)).toBe(true);
    expect(here.download).toHaveBeenCalledTimes(1);
  });

  it('looks itself when what another process has downloaded is not new enough', async () => {
    const storage = new OpenStorage();
    const coordination = new LocalCoordination();
    const [here, there] = [setUp(storage, coordination), setUp(storage, coordination)];
    await here.certificates.find(first.serial);
    await there.certificates.find(first.serial);
    jest.setSystemTime(NOW + HOUR);
    await there.certificates.find(serialNo(1));
    here.platform.list = async () => listOf([first, second]);
    jest.setSystemTime(NOW + 2 * HOUR);
    expect(isOf(await here.certificates.find(second.serial), second)).toBe(true);
    expect(here.download).toHaveBeenCalledTimes(2);
  });
});

describe('PlatformCertificates and the storage', () => {
  it('keeps the list there as it came: sealed', async () => {
    const { certificates, storage, platform } = setUp();
    const text = listOf([first]);
    platform.list = async () => text;
    await certificates.find(first.serial);
    expect(storage.kept.get(KEY)).toMatchObject({
      value: text,
      expiresAt: NOW + DAY,
      renewAt: NOW + 12 * HOUR,
    });
    expect(text).not.toMatch(/BEGIN|MII/);
  });

  it('takes it from there without a download', async () => {
    const { storage, certificates } = setUp();
    await certificates.find(first.serial);
    const next = setUp(storage);
    expect(isOf(await next.certificates.find(first.serial), first)).toBe(true);
    expect(next.download).not.toHaveBeenCalled();
  });

  it.each([
    ['sealed with another key', listOf([second], { key: 'x'.repeat(32) })],
    [
      'not sealed at all',
      JSON.stringify({ data: [{ encrypt_certificate: { nonce: 'n', ciphertext: second.pem } }] }),
    ],
    ['that is no list', 'forged'],
  ])('refuses one %s, and downloads the true one', async (_what, value) => {
    const { storage, certificates, download } = setUp();
    storage.kept.set(KEY, { value, fetchedAt: NOW - HOUR, expiresAt: NOW + HOUR });
    expect(await certificates.find(second.serial)).toBeUndefined();
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    expect(download).toHaveBeenCalledTimes(1);
    expect(storage.kept.get(KEY)?.value).not.toBe(value);
  });

  it('says that the APIv3 key was changed when no list can be opened', async () => {
    const { certificates, platform } = setUp();
    platform.list = async () => listOf([first], { key: 'x'.repeat(32) });
    const error = await failureOf(Promise.resolve(certificates.find(first.serial)));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('"shop": the platform certificates cannot be opened: apiV3Key');
  });

  it('goes on with what it knows when a forged list is slipped in at a renewal, and gets the true one', async () => {
    const { storage, certificates, refresher, download } = setUp();
    await certificates.find(first.serial);
    certificates.find(first.serial);
    const value = listOf([second], { key: 'x'.repeat(32) });
    storage.kept.set(KEY, { value, fetchedAt: NOW + 12 * HOUR, expiresAt: NOW + 36 * HOUR });
    jest.setSystemTime(NOW + 12 * HOUR);
    await refresher.run(KEY);
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    await jest.advanceTimersByTimeAsync(10);
    expect(download).toHaveBeenCalledTimes(2);
    expect(storage.kept.get(KEY)?.value).not.toBe(value);
  });
});

describe('The renewal of platform certificates', () => {
  it('comes after 12 hours, while they are in use', async () => {
    const { certificates, refresher, platform, download } = setUp();
    await certificates.find(first.serial);
    certificates.find(first.serial);
    expect(refresher.dueAt(KEY)).toBe(NOW + 12 * HOUR);
    platform.list = async () => listOf([first, second]);
    jest.setSystemTime(NOW + 12 * HOUR);
    await refresher.run(KEY);
    expect(download).toHaveBeenCalledTimes(2);
    expect(certificates.find(second.serial)).not.toBeInstanceOf(Promise);
    expect(isOf(await certificates.find(second.serial), second)).toBe(true);
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('is made up for by the first who asks again when they were not in use', async () => {
    const { certificates, refresher, platform, download } = setUp();
    await certificates.find(first.serial);
    await refresher.run(KEY);
    platform.list = async () => listOf([first, second]);
    jest.setSystemTime(NOW + 20 * HOUR);
    expect(isOf(await certificates.find(second.serial), second)).toBe(true);
    expect(download).toHaveBeenCalledTimes(2);
  });

  it('fails without harm while WeChat Pay is away: what is known stays in use, for days', async () => {
    const { certificates, refresher, platform, tokens } = setUp();
    await certificates.find(first.serial);
    certificates.find(first.serial);
    platform.list = away;
    jest.setSystemTime(NOW + 12 * HOUR);
    await refresher.run(KEY);
    expect(refresher.dueAt(KEY)).toBe(NOW + 12 * HOUR + MINUTE);
    expect(tokens.health(KEY)).toMatchObject({ isLive: true, lastError: 'broken' });
    expect(isOf(await certificates.find(first.serial), first)).toBe(true);
    jest.setSystemTime(NOW + 5 * DAY);
    expect(tokens.health(KEY).isLive).toBe(false);
    const key = certificates.find(first.serial);
    expect(key).not.toBeInstanceOf(Promise);
    expect(isOf(await key, first)).toBe(true);
    expect((await certificates.newest())?.serial).toBe(first.serial);
    expect(await failureOf(Promise.resolve(certificates.find(second.serial)))).toBeInstanceOf(
      WeChatHttpError,
    );
    platform.list = async () => listOf([second]);
    jest.advanceTimersByTime(HALF_A_MINUTE);
    expect(isOf(await certificates.find(second.serial), second)).toBe(true);
    expect(tokens.health(KEY)).toMatchObject({ isLive: true, lastError: undefined });
  });
});

describe('PlatformCertificates.newest', () => {
  it('is the one that became valid last', async () => {
    const { certificates, platform } = setUp();
    platform.list = async () => listOf([second, coming, first, ended]);
    expect((await certificates.newest())?.serial).toBe(second.serial);
    jest.setSystemTime(NOW + DAY);
    expect((await certificates.newest())?.serial).toBe(coming.serial);
  });

  it('is none when none is valid', async () => {
    const { certificates, platform } = setUp();
    platform.list = async () => listOf([ended, coming]);
    expect(await certificates.newest()).toBeUndefined();
  });

  it('cannot be told while nothing is known and WeChat Pay is away', async () => {
    const { certificates, platform } = setUp();
    platform.list = away;
    expect(await failureOf(certificates.newest())).toBeInstanceOf(WeChatHttpError);
  });

  it('is asked for anew each time, whatever failed for a stranger', async () => {
    const { certificates, platform, download } = setUp();
    platform.list = away;
    await failureOf(Promise.resolve(certificates.find(serialNo(1))));
    for (let time = 0; time < 2; time += 1) await failureOf(certificates.newest());
    expect(download).toHaveBeenCalledTimes(3);
    platform.list = async () => listOf([first]);
    expect((await certificates.newest())?.serial).toBe(first.serial);
  });
});
