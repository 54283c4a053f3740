import { sha1Signature } from '../../crypto/index.js';
import { newNonce } from '../world/identifiers.js';
import type { PushDoor } from './push-door.interface.js';
import { type PushTree, writePushJson, writePushXml } from './push.writer.js';

/** One attempt's URL and body. */
export interface SealedPush {
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
}

const timestampNow = (): string => String(Math.floor(Date.now() / 1000));

function signedUrl(door: PushDoor, timestamp: string, nonce: string): URL {
  const url = new URL(door.callbackUrl as string);
  url.searchParams.append('signature', sha1Signature(door.token, timestamp, nonce));
  url.searchParams.append('timestamp', timestamp);
  url.searchParams.append('nonce', nonce);
  return url;
}

/** Writes a push in the format that is set. */
export function writePush(door: PushDoor, message: PushTree): string {
  return door.format === 'json' ? writePushJson(message) : writePushXml(message);
}

/** Signs a push anew and seals it in the mode that is set. @param label what a sealed push shows of its addressee */
export function sealPush(
  door: PushDoor,
  message: PushTree,
  opened: string,
  label: PushTree,
  openid?: string,
): SealedPush {
  const timestamp = timestampNow();
  const nonce = newNonce();
  const url = signedUrl(door, timestamp, nonce);
  if (openid) url.searchParams.append('openid', openid);
  const contentType = door.format === 'json' ? 'application/json' : 'text/xml';
  if (door.mode === 'plain') return { url, contentType, body: opened };
  const sealed = door.cipher.seal(opened, door.appId);
  url.searchParams.append('encrypt_type', 'aes');
  url.searchParams.append('msg_signature', sha1Signature(door.token, timestamp, nonce, sealed));
  const shown = door.mode === 'compatible' ? message : label;
  return { url, contentType, body: writePush(door, { ...shown, Encrypt: sealed }) };
}

/** The URL of the console's check (验证服务器地址), which is signed but never sealed. */
export function verificationUrl(door: PushDoor, echostr: string): URL {
  const url = signedUrl(door, timestampNow(), newNonce());
  url.searchParams.append('echostr', echostr);
  return url;
}
