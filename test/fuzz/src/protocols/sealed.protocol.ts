import type { FuzzProtocol, Sealing, Signed } from '../protocol.interface.js';
import { seal, seconds, sha1 } from '../sealing.js';
import { arrived, get, isFor, post, says } from './request.js';

/** The keys of one client, and how its callbacks are written. */
export interface SealedConsole {
  readonly name: string;
  /** Behind `/wechat/`; it may go by several names. */
  readonly paths: readonly [string, ...string[]];
  readonly token: string;
  /** Without it nothing is sealed. */
  readonly encodingAESKey?: string;
  readonly receiveId: string;
  /** Whom the check of the address is sealed for. @default receiveId */
  readonly checkedFor?: string;
  /**
   * `account`: a signature over the query beside that over the cipher text, and a check that is not sealed; `work`: the cipher
   * text alone, in XML and in JSON with a name in small letters; `bot`: JSON alone.
   */
  readonly manner: 'account' | 'work' | 'bot';
  /** Whether plain messages are taken as well. */
  readonly isSwitching?: boolean;
  readonly samples: readonly string[];
  readonly good: string;
  readonly mayFail?: (message: Buffer) => boolean;
}

const OTHER_TOKEN = 'a-token-of-nobody';
const OTHER_KEY = `${'z'.repeat(42)}A`;
const OTHER_RECEIVER = 'wx00000000000000ff';
/** As the library has it by default. */
const TOLERANCE = 300;

const isInTime = ({ shift = 0 }: Sealing): boolean => Math.abs(shift) < TOLERANCE;

const isSealedRight = (sealing: Sealing): boolean =>
  isInTime(sealing) &&
  (sealing.signer ?? 'own') === 'own' &&
  (sealing.sealer ?? 'own') === 'own' &&
  (sealing.receiver ?? 'own') === 'own' &&
  Object.values(sealing.envelope ?? {}).every((value) => !value);

/** Whatever is signed in its query: 公众号, 小程序, 第三方平台, 企业微信. */
export function sealedProtocol(console: SealedConsole): FuzzProtocol {
  const { name, samples, good, mayFail } = console;
  return {
    name,
    samples,
    good,
    taken: 200,
    sign: (message, sealing) => sign(console, message, sealing),
    check: (echo, sealing) => check(console, echo, sealing),
    ...(mayFail && { mayFail }),
  };
}

/** Control characters say nothing, wherever the network put them. */
const legible = (body: Buffer): string =>
  // oxlint-disable-next-line no-control-regex
  body.toString('utf8').replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');

function sign(console: SealedConsole, message: Buffer, sealing: Sealing): Signed {
  const { paths, encodingAESKey, manner, isSwitching } = console;
  const [path] = paths;
  const token = sealing.signer === 'other' ? OTHER_TOKEN : console.token;
  const timestamp = seconds(sealing.shift);
  const nonce = String(Math.floor(Math.random() * 1e9));
  const plain = { signature: sha1(token, timestamp, nonce), timestamp, nonce };
  const isSigned = isInTime(sealing) && sealing.signer !== 'other';
  if (encodingAESKey === undefined) {
    // such a signature is over the query alone: the body is whatever the network made of it
    const wire = post(path, plain, message);
    return { wire, isAuthentic: (given) => isSigned && isFor(given, paths) && says(given, plain) };
  }
  const sealed = sealFor(console, message, sealing, console.receiveId);
  const overSealed = { msg_signature: sha1(token, timestamp, nonce, sealed), timestamp, nonce };
  const query = manner === 'account' ? { ...plain, ...overSealed, encrypt_type: 'aes' } : overSealed;
  const isJson = (message.toString('latin1').trimStart()[0] === '{') !== (sealing.isOtherForm ?? false);
  const wire = post(path, query, envelopeOf(console, sealed, isJson), {
    'content-type': isJson ? 'application/json' : 'text/xml',
  });
  const isRight = isSealedRight(sealing);
  return {
    wire,
    isAuthentic: (given) =>
      isFor(given, paths) &&
      ((isRight && says(given, overSealed) && legible(arrived(given)).includes(sealed)) ||
        (isSwitching === true && isSigned && says(given, plain))),
  };
}

function check(console: SealedConsole, echo: string, sealing: Sealing): Signed {
  const { paths, manner, receiveId, checkedFor = receiveId } = console;
  const [path] = paths;
  const token = sealing.signer === 'other' ? OTHER_TOKEN : console.token;
  const timestamp = seconds(sealing.shift);
  const nonce = 'n';
  const echostr = manner === 'account' ? echo : sealFor(console, Buffer.from(echo), sealing, checkedFor);
  const signed: Record<string, string> =
    manner === 'account'
      ? { signature: sha1(token, timestamp, nonce) }
      : { msg_signature: sha1(token, timestamp, nonce, echostr) };
  return { wire: get(path, { ...signed, timestamp, nonce, echostr }), isAuthentic: () => false };
}

function sealFor(
  { encodingAESKey = OTHER_KEY }: SealedConsole,
  message: Buffer,
  { sealer, receiver = 'own', envelope }: Sealing,
  receiveId: string,
): string {
  const key = sealer === 'other' ? OTHER_KEY : encodingAESKey;
  const whom = { own: receiveId, other: OTHER_RECEIVER, nobody: receiveId === '' ? 'somebody' : '' }[
    receiver
  ];
  return seal(message, key, whom, envelope);
}

function envelopeOf({ manner, receiveId }: SealedConsole, sealed: string, isJson: boolean): string {
  if (manner === 'bot') return JSON.stringify({ encrypt: sealed });
  if (!isJson)
    return `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
  return JSON.stringify(
    manner === 'work'
      ? { tousername: receiveId, encrypt: sealed, agentid: '' }
      : { ToUserName: receiveId, Encrypt: sealed },
  );
}
