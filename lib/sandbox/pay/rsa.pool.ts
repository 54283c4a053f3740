import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A private key with its public one. */
export interface RsaPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const MODULUS = 2048;
/** A key costs a tenth of a second or more, so that the sandboxes of a process share theirs. */
const made: RsaPair[] = [];

/** Hands out RSA keys of which no two within one sandbox are the same. */
export class RsaPool {
  #taken = 0;

  take(): RsaPair {
    const pair = (made[this.#taken] ??= generateKeyPairSync('rsa', { modulusLength: MODULUS }));
    this.#taken += 1;
    return pair;
  }
}
