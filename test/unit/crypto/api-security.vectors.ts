import { readFileSync } from 'node:fs';

export interface ApiSecurityVector {
  readonly name: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The vectors of one kind, with their names, for a table; none at all is a broken fixture. */
export function apiSecurityVectors(kind: string): Array<readonly [string, ApiSecurityVector]> {
  const text = readFileSync(new URL('../../fixtures/vectors/api-security.json', import.meta.url), 'utf8');
  const { vectors } = JSON.parse(text) as { vectors: ApiSecurityVector[] };
  const wanted = vectors.filter((vector) => vector.kind === kind);
  if (wanted.length === 0) throw new Error(`api-security.json holds no vector of ${kind}`);
  return wanted.map((vector) => [vector.name, vector]);
}
