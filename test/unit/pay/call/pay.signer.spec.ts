import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { MerchantKey, PlatformKey } from '../../../../lib/crypto/index.js';
import { PaySigner } from '../../../../lib/pay/call/pay.signer.js';
import { payVector } from '../pay.vectors.js';

const { input, expected } = payVector('v3-request-sign-query-and-body');
const { mchid, serial, method, url: target, body } = input as Record<string, string>;
const key = new MerchantKey(input.privateKeyPem as string);
const platform = new PlatformKey(input.certificatePem as string);
const signer = new PaySigner(mchid as string, serial as string, key);
const request = { method, target, body } as { method: string; target: string; body: string };

/** The parts of the header, by name. */
const partsOf = (authorization: string): Record<string, string> =>
  Object.fromEntries([...authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

describe('PaySigner', () => {
  it('signs the text WeChat Pay and its peers sign, with the same key to the same signature', async () => {
    expect(key.sign(expected.message as string)).toBe(expected.signature);
    expect(await key.signAside(expected.message as string)).toBe(expected.signature);
  });

  it('says who signed, with what, when, in the header all peers write', async () => {
    const authorization = await signer.authorize(request);
    const theirs = expected.authorization as string;
    expect(authorization.slice(0, authorization.indexOf(' '))).toBe(theirs.slice(0, theirs.indexOf(' ')));
    expect(partsOf(authorization)).toEqual({
      ...partsOf(theirs),
      nonce_str: expect.stringMatching(/^[\da-f]{32}$/),
      timestamp: expect.stringMatching(/^\d{10}$/),
      signature: expect.stringMatching(/^[\w+/]{342}==$/),
    });
  });

  it('signs method, target, time, nonce and body, a line each', async () => {
    const { timestamp, nonce_str, signature } = partsOf(await signer.authorize(request));
    const message = Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce_str}\n${body}\n`);
    expect(platform.isSigned(message, signature as string)).toBe(true);
  });

  it('signs the bytes of a body beyond ASCII', async () => {
    const text = '{"description":"一杯咖啡 ☕"}';
    const { timestamp, nonce_str, signature } = partsOf(await signer.authorize({ ...request, body: text }));
    const message = Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce_str}\n${text}\n`);
    expect(platform.isSigned(message, signature as string)).toBe(true);
  });

  it('never uses a nonce twice', async () => {
    const headers = await Promise.all(Array.from({ length: 50 }, () => signer.authorize(request)));
    expect(new Set(headers.map((header) => partsOf(header).nonce_str)).size).toBe(50);
  });

  it('signs by the clock, in whole seconds', async () => {
    jest.useFakeTimers({ now: 1554208460_999, doNotFake: ['nextTick', 'setImmediate'] });
    expect(partsOf(await signer.authorize(request)).timestamp).toBe(String(input.timestamp));
    jest.useRealTimers();
  });

  it('signs lines for a front end, each ended by a line break', () => {
    const signature = signer.signLines('wx1', '1554208460', 'nonce', 'prepay_id=wx2');
    expect(platform.isSigned(Buffer.from('wx1\n1554208460\nnonce\nprepay_id=wx2\n'), signature)).toBe(true);
  });

  it('shows no key when it is inspected', () => {
    expect(inspect(signer, { depth: 9, showHidden: true })).not.toContain('PrivateKeyObject');
    expect(JSON.stringify(signer)).toBe(JSON.stringify({ mchId: mchid, serialNo: serial }));
  });
});
