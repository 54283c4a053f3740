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
import { type Complaint, MANNERS, type ProductManners } from './product.manners.js';
import { maskSecrets, newEntry, shownBody } from './request.entry.js';

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
    this.#manners = MANNERS[product];
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
    const entry = newEntry(method, path, query);
    entry.body = shownBody(bytes, undefined);
    const routes = this.#find(`${method} ${path}`);
    const complaint = this.#judge(routes, request, query, bytes);
    if (complaint) entry.errcode = this.#manners.refuse(response, complaint);
    else answer(response, (routes[0] as Route).fact);
    entry.status = response.statusCode;
    entry.durationMs = performance.now() - started;
    maskSecrets(entry);
    this.world.addRequest(entry);
  }

  #judge(
    routes: readonly Route[],
    request: IncomingMessage,
    query: object,
    bytes: Buffer,
  ): Complaint | undefined {
    const [first] = routes;
    if (!first) return { about: 'path', reason: 'there is no such path' };
    if (!this.#manners.hasCredential(request, query, first.fact)) {
      return { about: 'credential', reason: 'token or signature missing' };
    }
    const reason = this.#complaint(routes, request.headers['content-type'], query, bytes);
    return reason === undefined ? undefined : { about: 'contents', reason };
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
