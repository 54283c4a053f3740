import type { Envelope } from './sealing.js';
import type { HandlerRun } from './target.interface.js';
import type { Wire } from './wire.js';

/** How a push is signed and sealed; as it should be where nothing is said. */
export interface Sealing {
  /** Whether the envelope is in the other language than the message: JSON around XML, or the reverse. */
  readonly isOtherForm?: boolean;
  /** Whose token or key signs. */
  readonly signer?: 'own' | 'other';
  /** Whose key seals. */
  readonly sealer?: 'own' | 'other';
  /** Whom it is sealed for. */
  readonly receiver?: 'own' | 'other' | 'nobody';
  /** Seconds off the clock. */
  readonly shift?: number;
  readonly envelope?: Envelope;
}

/** A request that was signed, before anybody altered it. */
export interface Signed {
  readonly wire: Wire;
  /** Whether a handler may run for it, as it now is; `run` is the one that did. */
  isAuthentic(wire: Wire, run?: HandlerRun): boolean;
}

/** One kind of inbound traffic, and how the other side makes it. */
export interface FuzzProtocol {
  readonly name: string;
  /** Messages as they come, before they are sealed. */
  readonly samples: readonly string[];
  /** Makes a request of a message, which need not be one. */
  sign(message: Buffer, sealing: Sealing): Signed;
  /** The console's check of the address, where there is one. */
  check?(echo: string, sealing: Sealing): Signed;
  /** A message that a handler certainly hears of. */
  readonly good: string;
  /** The status of a good one. */
  readonly taken: number;
  /** Whether a 5xx is what the documentation says of this message, validly signed as it is. */
  mayFail?(message: Buffer): boolean;
}
