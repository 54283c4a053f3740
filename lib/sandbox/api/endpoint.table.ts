import { type EndpointFact, type FieldFacts, officialTraits, readFacts } from '../../catalog/index.js';
import type { AnonymousCall } from './anonymous-call.interface.js';
import type { ApiAnswer } from './api.answer.js';
import type { AnyHandler } from './api-call.interface.js';
import type { BearerKind } from './bearer.js';
import { cannedAnswer } from './canned.answer.js';
import { type Check, compileFields } from './field.checker.js';
import { anonymousHandlers, handlers, uncataloguedFacts } from './pages/index.js';

/** A route, ready to be served. */
export interface Endpoint {
  readonly route: string;
  readonly takes: 'nothing' | 'json' | 'multipart' | 'raw';
  readonly checkQuery?: Check;
  readonly checkBody?: Check;
  /** Whether at least `{}` must be sent: where nothing is in the query, even if the body has no fields. */
  readonly needsBody: boolean;
  /** Names of the files a multipart body must have. */
  readonly files: readonly string[];
  /** The answer holds 64-bit ids. */
  readonly hasIds: boolean;
  /** Whose tokens it takes. */
  readonly bearers: ReadonlySet<BearerKind>;
  /** Set for a route that needs a token. */
  readonly handle?: AnyHandler;
  /** Set for a route that needs none. */
  readonly handleAnonymous?: (call: AnonymousCall) => ApiAnswer;
}

function formOf(fact: EndpointFact): Endpoint['takes'] {
  if (fact.form) return 'multipart';
  if (fact.raw) return 'raw';
  return fact.body ? 'json' : 'nothing';
}

/** Whose tokens an endpoint takes. What an account may do, a platform may do in its name. */
function bearersOf({ auth, platforms }: EndpointFact): BearerKind[] {
  if (auth === 'component_access_token') return ['component'];
  if (!platforms) return ['account', 'authorizer'];
  const own = platforms.some((name) => name !== 'authorizer' && name !== 'open-platform');
  return [
    ...(own ? (['account'] as const) : []),
    ...(own || platforms.includes('authorizer') ? (['authorizer'] as const) : []),
    ...(platforms.includes('open-platform') ? (['component'] as const) : []),
  ];
}

/** One route of the catalogue: `?name=value` in it is a fixed query, `#word` tells bodies of one path apart. */
interface Variant {
  readonly name: string;
  readonly fixed?: readonly [name: string, value: string];
  readonly fact: EndpointFact;
}

function variantOf(name: string, fact: EndpointFact): [route: string, variant: Variant] {
  const [, route = name, query] = /^([^?#]+)(?:\?([^#]+))?/.exec(name) ?? [];
  const fixed = query?.split('=') as [string, string] | undefined;
  return [route, { name, fixed, fact }];
}

/** Passes what one of several checks passes; the first one's complaint otherwise. */
function anyOf(checks: readonly Check[]): Check {
  return (value, path) => {
    const complaints = checks.map((check) => check(value, path));
    return complaints.includes(undefined) ? undefined : complaints[0];
  };
}

function queryOf({ fixed, fact }: Variant): FieldFacts | undefined {
  return fixed ? { ...fact.query, [fixed[0]]: `'${fixed[1]}'` } : fact.query;
}

function bodyCheckOf({ fact }: Variant): Check | undefined {
  const form = Object.entries(fact.form ?? {}).filter(([, type]) => type !== 'file');
  const texts = fact.body ?? Object.fromEntries(form);
  return Object.keys(texts).length > 0 ? compileFields(texts, fact.form !== undefined) : undefined;
}

/** Accounts of each kind have handlers of their own; what the sandbox does not know of a kind is canned. */
function handlerOf(route: string, canned: ApiAnswer): AnyHandler {
  const byKind = handlers.get(route);
  return byKind ? (call) => byKind[call.account.kind]?.(call) ?? canned : () => canned;
}

function compile(route: string, variants: readonly Variant[]): Endpoint {
  const [first] = variants as readonly [Variant, ...Variant[]];
  const { fact } = first;
  const canned = cannedAnswer(fact);
  const isAnonymous = fact.auth === 'none';
  const query = queryOf(first);
  const bodyChecks = variants.map(bodyCheckOf).filter((check) => check !== undefined);
  const files = Object.entries(fact.form ?? {}).filter(
    ([name, type]) => type === 'file' && !name.endsWith('?'),
  );
  return {
    route,
    takes: formOf(fact),
    checkQuery: query && compileFields(query, true),
    checkBody: bodyChecks.length === variants.length ? anyOf(bodyChecks) : undefined,
    needsBody: bodyChecks.length === variants.length || query === undefined,
    files: files.map(([name]) => name),
    bearers: new Set(variants.flatMap((variant) => bearersOf(variant.fact))),
    hasIds: variants.some(({ name }) => officialTraits[name]?.answerIds !== undefined),
    handle: isAnonymous ? undefined : handlerOf(route, canned),
    handleAnonymous: isAnonymous ? (anonymousHandlers.get(route) ?? (() => canned)) : undefined,
  };
}

/** Every route of the catalogue, compiled when it is first asked for. */
class EndpointTable {
  readonly #variants = new Map<string, Variant[]>();
  readonly #paths = new Set<string>();
  readonly #compiled = new Map<string, Endpoint>();

  constructor() {
    for (const [name, fact] of [...readFacts(), ...uncataloguedFacts]) {
      const [route, variant] = variantOf(name, fact);
      this.#variants.set(route, [...(this.#variants.get(route) ?? []), variant]);
      this.#paths.add(route.slice(route.indexOf(' ') + 1));
    }
  }

  find(route: string, query: Readonly<Record<string, unknown>>): Endpoint | undefined {
    const variants = this.#variants.get(route);
    if (!variants) return undefined;
    const fixed = variants.find((one) => one.fixed && query[one.fixed[0]] === one.fixed[1]);
    const key = fixed?.name ?? route;
    const endpoint = this.#compiled.get(key) ?? compile(route, fixed ? [fixed] : variants);
    this.#compiled.set(key, endpoint);
    return endpoint;
  }

  hasRoute(route: string): boolean {
    return this.#variants.has(route);
  }

  hasPath(path: string): boolean {
    return this.#paths.has(path);
  }
}

let table: EndpointTable | undefined;

/** The table is the same for every sandbox of a process. */
export function endpointTable(): EndpointTable {
  return (table ??= new EndpointTable());
}
export type { EndpointTable };
