import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { type CatalogProduct, type EndpointFact, type FieldFacts, readFacts } from '../../catalog/index.js';
import {
  parseLossless,
  readJson,
  readXml,
  stringifyLossless,
  writeXml,
  type XmlTree,
} from '../../common/index.js';
import { readBody } from '../http/body.reader.js';
import { readMultipart } from '../http/multipart.reader.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { BinaryAnswer } from './api.answer.js';
import { cannedAnswer } from './canned.answer.js';
import { type Check, compileFields } from './field.checker.js';
import { type ProductManners, WRITERS } from './product.manners.js';

type RequestCheck = (query: object, body: object) => string | undefined;

interface Route {
  readonly pattern: RegExp;
  readonly fact: EndpointFact;
  check?: RequestCheck;
}

/**
 * Plays the hosts of a product whose people and accounts the sandbox does not know (yet): every request is checked
 * against the catalogue and answered in the shape of its facts. Nothing is kept; of a token or signature only that
 * there is one is looked at.
 */
export class CatalogueGateway {
  readonly #manners: ProductManners;
  #routes?: readonly Route[];

  constructor(
    private readonly product: Exclude<CatalogProduct, 'official'>,
    private readonly world: SandboxWorld,
  ) {
    this.#manners = WRITERS[product];
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    const started = performance.now();
    const bytes = await readBody(request);
    if (!bytes) return void response.destroy();
    const method = request.method ?? 'GET';
    const query = parse(search);
    const entry = {
      at: Date.now(),
      method,
      path,
      query: { ...query },
      body: undefined as unknown,
      status: 200,
      errcode: 0,
      durationMs: 0,
    };
    const routes = this.#find(`${method} ${path}`);
    const [first] = routes;
    const wrong = first
      ? (this.#manners.credentialMissing(request, query, first.fact) ??
        this.#complaint(routes, request.headers['content-type'], query, bytes))
      : this.#manners.unknown;
    if (wrong || !first) this.#manners.refuse(response, wrong ?? '');
    else answer(response, first.fact);
    entry.status = response.statusCode;
    entry.errcode = wrong ? -1 : 0;
    entry.durationMs = performance.now() - started;
    this.world.addRequest(entry);
  }

  /** The route, with its variants where one path has several; one without values in its path goes first. */
  #find(asked: string): readonly Route[] {
    this.#routes ??= [...readFacts(this.product)].map(([name, fact]) => ({ fact, pattern: patternOf(name) }));
    const found = this.#routes.filter(({ pattern }) => pattern.test(asked));
    const exact = found.filter(({ fact }) => fact.path === undefined);
    return exact.length > 0 ? exact : found;
  }

  /** What is wrong with a request: nothing when it is right for one of the variants. */
  #complaint(
    routes: readonly Route[],
    contentType: string | undefined,
    query: object,
    bytes: Buffer,
  ): string | undefined {
    const complaints = routes.map((route) => {
      try {
        route.check ??= checkOf(route.fact);
        return route.check(query, bodyOf(route.fact, contentType, bytes));
      } catch {
        return 'the body cannot be read';
      }
    });
    return complaints.includes(undefined) ? undefined : complaints[0];
  }
}

function patternOf(name: string): RegExp {
  const bare = name.replace(/[?#].*/, '').replace(/[.*+^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${bare.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function checkOf({ query = {}, body, xml, form }: EndpointFact): RequestCheck {
  const isText = body === undefined;
  const fields = body ?? xml ?? form;
  const checkQuery = compileFields(query, true);
  const checkBody: Check = fields ? compileFields(withoutFiles(fields), isText) : () => undefined;
  return (given, sent) => (checkQuery(given, '') ?? checkBody(sent, ''))?.errmsg;
}

const withoutFiles = (fields: FieldFacts): FieldFacts =>
  Object.fromEntries(Object.entries(fields).filter(([, type]) => type !== 'file'));

function bodyOf({ body, xml, form }: EndpointFact, contentType: string | undefined, bytes: Buffer): object {
  if (body) return parseLossless(bytes.toString('utf8') || '{}') as object;
  if (xml && Object.keys(xml).length > 0) return readXml(bytes.toString('utf8'));
  if (form) return (readMultipart(contentType, bytes) as { fields: object }).fields;
  return {};
}

function answer(response: ServerResponse, fact: EndpointFact): void {
  const canned = cannedAnswer(fact);
  if (canned instanceof BinaryAnswer) {
    response.writeHead(200, { 'content-type': canned.contentType }).end(canned.content);
  } else if (fact.answerXml) {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(writeXml(readJson(stringifyLossless(canned)) as XmlTree));
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(stringifyLossless(canned));
  }
}
