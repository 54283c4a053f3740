import fc from 'fast-check';
import type { FuzzProtocol, Sealing, Signed } from './protocol.interface.js';
import { fresh } from './samples.js';
import { mutateText, type TextMutation, textMutation } from './text.mutations.js';
import type { Wire } from './wire.js';
import { mutateWire, type WireMutation, wireMutation } from './wire.mutations.js';

/** One request, as plain data: it can be made again, and made smaller. */
export interface FuzzCase {
  readonly kind: 'push' | 'check';
  /** Which of the protocol's samples. */
  readonly sample: number;
  /** What is done to the message before it is sealed and signed: WeChat's own doing, or that of whoever has its keys. */
  readonly inner: readonly TextMutation[];
  readonly sealing: Sealing;
  /** What is done afterwards, by whoever has none. */
  readonly outer: readonly WireMutation[];
}

const sealing: fc.Arbitrary<Sealing> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Sealing>({}) },
  { weight: 1, arbitrary: fc.record({ isOtherForm: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ signer: fc.constant('other' as const) }) },
  { weight: 1, arbitrary: fc.record({ sealer: fc.constant('other' as const) }) },
  { weight: 1, arbitrary: fc.record({ receiver: fc.constantFrom('other' as const, 'nobody' as const) }) },
  { weight: 1, arbitrary: fc.record({ shift: fc.constantFrom(-200, 200, -400, 400, -90_000, 9e9, -1.8e9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      envelope: fc.oneof(
        fc.record({ lengthOff: fc.constantFrom(-1, 1, 7, -5, 1e6, 2 ** 31, -(2 ** 30)) }),
        fc.record({ padOff: fc.constantFrom(-1, 1, 32, 100, 255) }),
        fc.record({ cut: fc.constantFrom(1, 15, 16, 32, 48, 1e6) }),
      ),
    }),
  },
);

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.record({
  kind: fc.constantFrom('push', 'push', 'push', 'push', 'push', 'push', 'push', 'check'),
  sample: fc.nat({ max: 999 }),
  inner: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(textMutation, { minLength: 1, maxLength: 3 }) },
  ),
  sealing,
  outer: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(wireMutation, { minLength: 1, maxLength: 3 }) },
  ),
});

/** A case that is on its way. */
export interface SentCase {
  readonly case: FuzzCase;
  readonly message: Buffer;
  readonly wire: Wire;
  readonly signed: Signed;
  /** Whether nothing at all is wrong with it. */
  readonly isGood: boolean;
}

/** Makes the request of a case. @param id which no other request has */
export function makeRequest(protocol: FuzzProtocol, given: FuzzCase, id: string): SentCase {
  const { inner, outer } = given;
  const isCheck = given.kind === 'check' && protocol.check !== undefined;
  const { samples } = protocol;
  const sample = isCheck ? `echo-${id}` : fresh(samples[given.sample % samples.length] as string, id);
  const message = inner.reduce(mutateText, Buffer.from(sample) as Buffer);
  const signed =
    isCheck && protocol.check
      ? protocol.check(message.toString('utf8'), given.sealing)
      : protocol.sign(message, given.sealing);
  const { wire } = signed;
  for (const mutation of outer) mutateWire(wire, mutation);
  const isGood = inner.length + outer.length + Object.keys(given.sealing).length === 0;
  return { case: { ...given, kind: isCheck ? 'check' : 'push' }, message, wire, signed, isGood };
}

/** A request that a handler certainly hears of. */
export function makeGood(protocol: FuzzProtocol, id: string): SentCase {
  const message = Buffer.from(fresh(protocol.good, id));
  const signed = protocol.sign(message, {});
  const given: FuzzCase = { kind: 'push', sample: 0, inner: [], sealing: {}, outer: [] };
  return { case: given, message, wire: signed.wire, signed, isGood: true };
}

/** The same with one mutation less, for each of them: what is left of a failure when nothing can be taken away is its cause. */
export function* smaller(given: FuzzCase): Generator<FuzzCase> {
  for (const index of given.outer.keys()) yield { ...given, outer: given.outer.toSpliced(index, 1) };
  for (const index of given.inner.keys()) yield { ...given, inner: given.inner.toSpliced(index, 1) };
  if (Object.keys(given.sealing).length > 0) yield { ...given, sealing: {} };
}
