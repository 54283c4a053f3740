import { readFileSync } from 'node:fs';

/** One vector of WeChat Pay; README of the vectors: /work/shared/vectors. */
export interface PayVector {
  readonly name: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, string>> & { readonly headers: Readonly<Record<string, string>> };
  readonly expected: Readonly<Record<string, string>>;
}

const text = readFileSync(new URL('../../fixtures/vectors/pay.json', import.meta.url), 'utf8');
const { vectors } = JSON.parse(text) as { vectors: PayVector[] };

/** The vector of a name; none is a broken fixture. */
export function payVector(name: string): PayVector {
  const found = vectors.find((vector) => vector.name === name);
  if (!found) throw new Error(`pay.json holds no vector ${name}`);
  return found;
}

/** As Node hands them over. */
export const headersOf = ({ input }: PayVector): Record<string, string> =>
  Object.fromEntries(Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The vectors of a kind; none is a broken fixture. */
export function payVectors(kind: string): PayVector[] {
  const found = vectors.filter((vector) => vector.kind === kind);
  if (found.length === 0) throw new Error(`pay.json holds no vector of ${kind}`);
  return found;
}
