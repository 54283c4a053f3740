import { type EndpointFact, officialTraits, readFacts } from '../../catalog/index.js';
import type { AnonymousCall } from './anonymous-call.interface.js';
import type { ApiAnswer } from './api.answer.js';
import type { AnyHandler } from './api-call.interface.js';
import { cannedAnswer } from './canned.answer.js';
import { type Check, compileFields } from './field.checker.js';
import { anonymousHandlers, handlers, uncataloguedFacts } from './pages/index.js';

/** A route, ready to be served. */
export interface Endpoint {
  readonly route: string;
  readonly takes: 'nothing' | 'json' | 'multipart' | 'raw';
  readonly checkQuery?: Check;
  readonly checkBody?: Check;
  /** Names of the files a multipart body must have. */
  readonly files: readonly string[];
  /** The answer holds 64-bit ids. */
  readonly hasIds: boolean;
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

function compile(route: string, fact: EndpointFact): Endpoint {
  const canned = cannedAnswer(fact);
  const isAnonymous = fact.auth === 'none';
  const form = Object.entries(fact.form ?? {});
  const texts = fact.body ?? Object.fromEntries(form.filter(([, type]) => type !== 'file'));
  return {
    route,
    takes: formOf(fact),
    checkQuery: fact.query && compileFields(fact.query, true),
    checkBody: Object.keys(texts).length > 0 ? compileFields(texts, fact.form !== undefined) : undefined,
    files: form.filter(([name, type]) => type === 'file' && !name.endsWith('?')).map(([name]) => name),
    hasIds: officialTraits[route]?.answerIds !== undefined,
    handle: isAnonymous ? undefined : (handlers.get(route) ?? (() => canned)),
    handleAnonymous: isAnonymous ? (anonymousHandlers.get(route) ?? (() => canned)) : undefined,
  };
}

/** Every route of the catalogue, compiled when it is first asked for. */
class EndpointTable {
  readonly #facts = new Map([...readFacts(), ...uncataloguedFacts]);
  readonly #paths = new Set([...this.#facts.keys()].map((route) => route.slice(route.indexOf(' ') + 1)));
  readonly #compiled = new Map<string, Endpoint>();

  find(route: string): Endpoint | undefined {
    const known = this.#compiled.get(route);
    if (known) return known;
    const fact = this.#facts.get(route);
    if (!fact) return undefined;
    const endpoint = compile(route, fact);
    this.#compiled.set(route, endpoint);
    return endpoint;
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
