import { MessageCipher, sha1Signature } from '../../crypto/index.js';
import type { AccountState } from '../account/account.state.js';
import { newNonce } from '../world/identifiers.js';
import { type PushTree, writePushJson, writePushXml } from './push.writer.js';

/** One attempt's URL and body. */
export interface SealedPush {
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
}

export function cipherOf(account: AccountState): MessageCipher {
  return (account.cipher ??= new MessageCipher(account.encodingAESKey));
}

const timestampNow = (): string => String(Math.floor(Date.now() / 1000));

function signedUrl(account: AccountState, timestamp: string, nonce: string): URL {
  const url = new URL(account.callbackUrl as string);
  url.searchParams.append('signature', sha1Signature(account.token, timestamp, nonce));
  url.searchParams.append('timestamp', timestamp);
  url.searchParams.append('nonce', nonce);
  return url;
}

/** Writes a push in the account's format. */
export function writePush(account: AccountState, message: PushTree): string {
  return account.format === 'json' ? writePushJson(message) : writePushXml(message);
}

/** Signs a push anew and seals it in the account's mode. */
export function sealPush(
  account: AccountState,
  message: PushTree,
  opened: string,
  openid?: string,
): SealedPush {
  const timestamp = timestampNow();
  const nonce = newNonce();
  const url = signedUrl(account, timestamp, nonce);
  if (openid) url.searchParams.append('openid', openid);
  const contentType = account.format === 'json' ? 'application/json' : 'text/xml';
  if (account.mode === 'plain') return { url, contentType, body: opened };
  const sealed = cipherOf(account).seal(opened, account.appId);
  url.searchParams.append('encrypt_type', 'aes');
  url.searchParams.append('msg_signature', sha1Signature(account.token, timestamp, nonce, sealed));
  const envelope =
    account.mode === 'compatible'
      ? { ...message, Encrypt: sealed }
      : { ToUserName: account.originalId, Encrypt: sealed };
  return { url, contentType, body: writePush(account, envelope) };
}

/** The URL of the console's check (验证服务器地址), which is signed but never sealed. */
export function verificationUrl(account: AccountState, echostr: string): URL {
  const url = signedUrl(account, timestampNow(), newNonce());
  url.searchParams.append('echostr', echostr);
  return url;
}
