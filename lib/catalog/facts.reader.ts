import { readdirSync, readFileSync } from 'node:fs';

/** A field's type: `'string'`, `'integer|string'`, `"'a'|'b'"`, `[item]`, `{ 'name?': type }`, `{ '*': value }`. */
export type FieldType = string | readonly [FieldType] | FieldFacts;

/** Fields by name; a name that ends in `?` may be absent, `?name` holds the fields that come with each value of `name`. */
export interface FieldFacts {
  readonly [name: string]: FieldType;
}

/** What the catalogue states about one endpoint. */
export interface EndpointFact {
  readonly docs?: string;
  /** Whose token may call it; only endpoints of `api.weixin.qq.com` have them. */
  readonly platforms?: readonly string[];
  /** Of WeCom: whose token may call it, where its kind of token alone does not say so. */
  readonly callers?: readonly string[];
  readonly auth?: string;
  readonly authParam?: string;
  /** When it is not the product's. */
  readonly baseUrl?: string;
  /** The whole address comes from an earlier answer. */
  readonly dynamicUrl?: boolean;
  /** Needs the merchant's certificate. */
  readonly clientCert?: boolean;
  readonly read?: boolean;
  readonly idempotencyKey?: string;
  readonly repeatable?: boolean;
  readonly headers?: FieldFacts;
  readonly query?: FieldFacts;
  readonly body?: FieldFacts;
  readonly form?: FieldFacts;
  readonly raw?: boolean;
  /** Values in the path: `{name}`. */
  readonly path?: FieldFacts;
  /** An XML body. */
  readonly xml?: FieldFacts;
  readonly answerXml?: boolean;
  readonly answer: FieldFacts | 'binary';
}

/** A product, as its folder of facts is called. */
export type CatalogProduct = 'official' | 'work' | 'pay-v3' | 'pay-v2';

/**
 * Reads the facts of a product from their files. Only the sandbox and tools need them: clients carry the
 * generated types and traits instead.
 */
export function readFacts(product: CatalogProduct = 'official'): ReadonlyMap<string, EndpointFact> {
  const folder = new URL(`./facts/${product}/`, import.meta.url);
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
