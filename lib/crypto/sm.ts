import { createRequire } from 'node:module';
import type { sm2 as Sm2, sm4 as Sm4 } from 'sm-crypto-v2';
import {
  BIT_STRING,
  type DerNode,
  findInDer,
  INTEGER,
  OBJECT_ID,
  OCTET_STRING,
  readDer,
  SEQUENCE,
} from './der.js';

/** The curve of SM2, 1.2.156.10197.1.301. */
const SM2_CURVE = Buffer.from('2a811ccf5501822d', 'hex');

interface SmAlgorithms {
  readonly sm2: typeof Sm2;
  readonly sm4: typeof Sm4;
}
let algorithms: SmAlgorithms | undefined;

/** Loaded for the first key of this kind: it takes 30 ms, and few accounts have one. */
function load(): SmAlgorithms {
  algorithms ??= createRequire(import.meta.url)('sm-crypto-v2') as SmAlgorithms;
  return algorithms;
}

const isCurve = (node: DerNode | undefined): boolean =>
  node?.tag === OBJECT_ID && node.content.equals(SM2_CURVE);

/** Whether a key or certificate is one of SM2 (国密). */
export const isSm2 = (der: Buffer): boolean => der.includes(SM2_CURVE);

/** The private number in SEC1 or PKCS#8, in hex. */
export function sm2PrivateKeyOf(der: Buffer): string | undefined {
  return findInDer(der, ([version, number]) => {
    const isSec1 = version?.tag === INTEGER && version.content.equals(Buffer.of(1));
    return isSec1 && number?.tag === OCTET_STRING && number.content.length === 32
      ? number.content.toString('hex')
      : undefined;
  });
}

/** The uncompressed point in SPKI or in a certificate, in hex. */
export function sm2PublicKeyOf(der: Buffer): string | undefined {
  return findInDer(der, ([algorithm, key]) => {
    const isSm2Key = algorithm?.tag === SEQUENCE && readDer(algorithm.content)?.some(isCurve);
    if (!isSm2Key || key?.tag !== BIT_STRING) return undefined;
    const isPoint = key.content.length === 66 && key.content[1] === 4;
    return isPoint ? key.content.toString('hex', 1) : undefined;
  });
}

/** Signs with SM2 over SM3 (SM2withSM3); DER. */
export class Sm2Signer {
  readonly #privateKey: string;
  readonly #publicKey: string;

  constructor(privateKey: string) {
    this.#privateKey = privateKey;
    this.#publicKey = load().sm2.getPublicKeyFromPrivateKey(privateKey);
  }

  /** @param userId the id that is signed along */
  sign(message: Buffer, userId: string): Buffer {
    const signature = load().sm2.doSignature(Uint8Array.from(message), this.#privateKey, {
      der: true,
      hash: true,
      publicKey: this.#publicKey,
      userId,
    });
    return Buffer.from(signature, 'hex');
  }
}

export function verifySm2(publicKey: string, message: Buffer, signature: Buffer, userId: string): boolean {
  const options = { der: true, hash: true, userId };
  try {
    return load().sm2.doVerifySignature(
      Uint8Array.from(message),
      signature.toString('hex'),
      publicKey,
      options,
    );
  } catch {
    return false; // no DER, or numbers outside the curve
  }
}

/** Seals with SM4-GCM. */
export function sealSm4(
  key: Buffer,
  iv: Buffer,
  aad: Buffer,
  plaintext: Buffer,
): { data: Buffer; tag: Buffer } {
  const { output, tag } = load().sm4.encrypt(Uint8Array.from(plaintext), Uint8Array.from(key), {
    mode: 'gcm',
    iv: Uint8Array.from(iv),
    associatedData: Uint8Array.from(aad),
    outputTag: true,
    output: 'array',
    padding: 'none',
  });
  return { data: Buffer.from(output), tag: Buffer.from(tag as Uint8Array) };
}

/** @throws when the tag does not fit */
export function openSm4(key: Buffer, iv: Buffer, aad: Buffer, data: Buffer, tag: Buffer): Buffer {
  const opened = load().sm4.decrypt(Uint8Array.from(data), Uint8Array.from(key), {
    mode: 'gcm',
    iv: Uint8Array.from(iv),
    associatedData: Uint8Array.from(aad),
    tag: Uint8Array.from(tag),
    output: 'array',
    padding: 'none',
  });
  return Buffer.from(opened);
}
