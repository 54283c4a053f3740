import { readdirSync, readFileSync } from 'node:fs';

/** A field's type: `'string'`, `'integer|string'`, `"'a'|'b'"`, `[item]`, `{ 'name?': type }`, `{ '*': value }`. */
export type FieldType = string | readonly [FieldType] | FieldFacts;

/** Fields by name; a name that ends in `?` may be absent. */
export interface FieldFacts {
  readonly [name: string]: FieldType;
}

/** What the catalogue states about one endpoint. */
export interface EndpointFact {
  readonly docs: string;
  readonly platforms: readonly string[];
  readonly auth?: string;
  readonly read?: boolean;
  readonly idempotencyKey?: string;
  readonly query?: FieldFacts;
  readonly body?: FieldFacts;
  readonly form?: FieldFacts;
  readonly raw?: boolean;
  readonly answer: FieldFacts | 'binary';
}

/**
 * Reads the facts of `api.weixin.qq.com` from their files. Only the sandbox and tools need them: clients carry the
 * generated types and traits instead.
 */
export function readFacts(): ReadonlyMap<string, EndpointFact> {
  const folder = new URL('./facts/official/', import.meta.url);
  const facts = new Map<string, EndpointFact>();
  for (const name of readdirSync(folder)) {
    if (name === 'events.json') continue;
    const group = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      endpoints: Record<string, EndpointFact>;
    };
    for (const [route, fact] of Object.entries(group.endpoints)) facts.set(route, fact);
  }
  return facts;
}
