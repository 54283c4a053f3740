import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { EndpointFact } from '../../catalog/index.js';
import { stringifyLossless } from '../../common/index.js';
import { readBody } from '../http/body.reader.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { BinaryAnswer } from './api.answer.js';
import { cannedAnswer } from './canned.answer.js';
import { catalogueTable } from './catalogue.table.js';
import { maskSecrets, newEntry, shownBody } from './request.entry.js';

/** What is wrong with a request: its path, its token, or what it holds. */
type Fault = 'path' | 'token' | 'contents';

const ERRCODES: Readonly<Record<Fault, number>> = { path: 40066, token: 41001, contents: 40035 };

/**
 * Plays the hosts of WeCom, whose people and accounts the sandbox does not know yet: every request is checked against
 * the catalogue and answered in the shape of its facts. Nothing is kept; of a token only that there is one is looked at.
 */
export class CatalogueGateway {
  readonly #table = catalogueTable('work');

  constructor(private readonly world: SandboxWorld) {}

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
    const refuse = (fault: Fault, errmsg: string): void => {
      entry.errcode = ERRCODES[fault];
      sendJson(response, JSON.stringify({ errcode: entry.errcode, errmsg }));
    };
    const routes = this.#table.find(`${method} ${path}`);
    const [first] = routes;
    if (!first) refuse('path', 'there is no such path');
    else if (!hasToken(query, first.fact)) refuse('token', 'token missing');
    else {
      const judged = this.#table.judge(routes, request.headers['content-type'], query, bytes);
      if ('reason' in judged) refuse('contents', judged.reason);
      else answer(response, first.fact);
    }
    entry.status = response.statusCode;
    entry.durationMs = performance.now() - started;
    maskSecrets(entry);
    this.world.addRequest(entry);
  }
}

const hasToken = (query: object, { auth = 'access_token', authParam = auth }: EndpointFact): boolean =>
  auth === 'none' || authParam in query;

const sendJson = (response: ServerResponse, body: string): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(body);

function answer(response: ServerResponse, fact: EndpointFact): void {
  const canned = cannedAnswer(fact);
  if (canned instanceof BinaryAnswer)
    response.writeHead(200, { 'content-type': canned.contentType }).end(canned.content);
  else sendJson(response, stringifyLossless(canned));
}
