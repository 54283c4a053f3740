import { describe, expect, it } from '@jest/globals';
import {
  WeChatConfigError,
  WeChatParseError,
  WeChatPayError,
  WeChatSignatureError,
} from '../../../../lib/common/index.js';
import { ApiV3Cipher, PlatformKey } from '../../../../lib/crypto/index.js';
import { downloadCertificates } from '../../../../lib/pay/keys/certificate.download.js';
import { KeyRing } from '../../../../lib/pay/keys/key.ring.js';
import type { KeyFor } from '../../../../lib/pay/call/pay.answer.js';
import type { PayCaller } from '../../../../lib/pay/call/pay.caller.js';
import { failureOf } from '../../failure.js';
import { API_V3_KEY, forgeCertificate, listOf } from '../certificate.forge.js';

const ours = forgeCertificate();
const stranger = forgeCertificate();
const PUBLIC_KEY = { serial: 'PUB_KEY_ID_01', key: new PlatformKey(forgeCertificate().pem) };
const because = (reason: string): string => `not believed: ${reason}`;

/** Downloads a list that was signed with a key; which one was asked for is told. */
async function download(text: string, serial: string): Promise<{ list: string; key: PlatformKey }> {
  let key: PlatformKey | undefined;
  const callSigned = async (_route: string, keyFor: KeyFor): Promise<Buffer> => {
    key = await keyFor(serial, because, Buffer.from(text));
    return Buffer.from(text);
  };
  const caller = { client: 'shop', callSigned } as PayCaller;
  const ring = new KeyRing('shop', { publicKey: PUBLIC_KEY });
  const list = await downloadCertificates(caller, new ApiV3Cipher(API_V3_KEY), ring);
  return { list, key: key as PlatformKey };
}

/** The same of a call that was refused. */
const refused = (status: number, errcode: string): Promise<Error> => {
  const refusal = { client: 'shop', route: 'x', status, errcode, errmsg: '', retryable: false };
  const callSigned = () => Promise.reject(new WeChatPayError(refusal));
  const caller = { client: 'shop', callSigned } as unknown as PayCaller;
  return failureOf(downloadCertificates(caller, new ApiV3Cipher(API_V3_KEY), new KeyRing('shop', {})));
};

describe('downloadCertificates', () => {
  it('hands out the list as it came, verified with the key it brings', async () => {
    const text = listOf([stranger, ours]);
    const { list, key } = await download(text, ours.serial);
    expect(list).toBe(text);
    expect(key.isSigned(Buffer.from('message'), ours.sign('message'))).toBe(true);
  });

  it('verifies it with the public key when that signed it', async () => {
    expect((await download(listOf([ours]), PUBLIC_KEY.serial)).key).toBe(PUBLIC_KEY.key);
  });

  it('does not believe a list that is signed with a key it does not bring', async () => {
    const error = await failureOf(download(listOf([ours]), stranger.serial));
    expect(error).toBeInstanceOf(WeChatSignatureError);
    expect(error.message).toContain(`it is signed with ${stranger.serial}`);
  });

  it.each([ours.serial, PUBLIC_KEY.serial])(
    'does not hand out what the APIv3 key cannot open, though %s signed it',
    async (serial) => {
      const error = await failureOf(download(listOf([ours], { key: 'x'.repeat(32) }), serial));
      expect(error).toBeInstanceOf(WeChatConfigError);
      expect(error.message).toContain('"shop": the platform certificates cannot be opened: apiV3Key');
    },
  );

  it.each([ours.serial, PUBLIC_KEY.serial])(
    'does not hand out what is no list, though %s signed it',
    async (serial) => {
      expect(await failureOf(download('{}', serial))).toBeInstanceOf(WeChatParseError);
    },
  );

  it('says that a merchant has none, and what it has in their place', async () => {
    const error = await refused(404, 'RESOURCE_NOT_EXISTS');
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toContain('set publicKeyId and publicKey');
  });

  it('hands on any other refusal', async () => {
    expect(await refused(401, 'SIGN_ERROR')).toMatchObject({ name: 'WeChatPayError', errcode: 'SIGN_ERROR' });
  });
});
