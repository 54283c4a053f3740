import { sha1Signature } from '../../../crypto/index.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import { type PushTree, writePushJson, writePushXml } from '../../push/push.writer.js';
import { newNonce } from '../../world/identifiers.js';
import type { WorkDoor } from './work-door.interface.js';

/** What stands in the open beside a sealed push. */
export interface WorkLabel {
  readonly ToUserName: string;
  /** Empty where it is for no application. */
  readonly AgentID: string;
}

/** One attempt's URL and body. */
export interface SealedWorkPush {
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
}

/** The address with the signature of what is sealed. */
function signedUrl({ callbackUrl, token }: WorkDoor, sealed: string): URL {
  const url = new URL(callbackUrl as string);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = newNonce();
  url.searchParams.append('msg_signature', sha1Signature(token, timestamp, nonce, sealed));
  url.searchParams.append('timestamp', timestamp);
  url.searchParams.append('nonce', nonce);
  return url;
}

/** Writes a push in a format. */
export const writeWorkPush = (format: SandboxFormat, message: PushTree): string =>
  format === 'json' ? writePushJson(message) : writePushXml(message);

/** Seals a push and signs it. */
export function sealWorkPush(
  door: WorkDoor,
  opened: string,
  { ToUserName, AgentID }: WorkLabel,
  format = door.format,
): SealedWorkPush {
  const sealed = door.cipher.seal(opened, door.receiveId);
  const url = signedUrl(door, sealed);
  return format === 'json'
    ? {
        url,
        contentType: 'application/json',
        body: writePushJson({ tousername: ToUserName, encrypt: sealed, agentid: AgentID }),
      }
    : { url, contentType: 'text/xml', body: writePushXml({ ToUserName, Encrypt: sealed, AgentID }) };
}

/** The URL of the console's check (验证URL有效性): what is to be echoed comes sealed. */
export function workVerificationUrl(door: WorkDoor, echo: string): URL {
  const sealed = door.cipher.seal(echo, door.receiveId);
  const url = signedUrl(door, sealed);
  url.searchParams.append('echostr', sealed);
  return url;
}
