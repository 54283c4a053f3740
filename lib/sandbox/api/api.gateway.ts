import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { SharedState } from '../account/account.state.js';
import { LARGEST_BODY, readBody } from '../http/body.reader.js';
import type { Injections } from '../http/injections.js';
import type { SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import { type ApiAnswer, type JsonAnswer, refuse } from './api.answer.js';
import { readApiBody } from './api-body.reader.js';
import { writeAnswer, writeFailure } from './answer.writer.js';
import { Bearer } from './bearer.js';
import { type Endpoint, endpointTable } from './endpoint.table.js';
import { hasSecrets, maskSecrets, newEntry, shownBody } from './request.entry.js';

const TOKEN_FORM = /^[\w-]{64,512}$/;
const EMPTY = Buffer.alloc(0);

/** Serves the API: token, quota, the catalogue's check, then the page that knows the route. */
export class ApiGateway {
  readonly #table = endpointTable();
  readonly #largestBody: number;

  constructor(
    private readonly shared: SharedState,
    private readonly injections: Injections,
  ) {
    // a form has a little more than its file
    this.#largestBody = Math.max(LARGEST_BODY, (shared.world.maxUpload ?? 0) + 64 * 1024);
  }

  hasPath(path: string): boolean {
    return this.#table.hasPath(path);
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    const started = performance.now();
    const method = request.method ?? 'GET';
    const route = `${method} ${path}`;
    const {
      component_access_token: own,
      access_token: token = own,
      ...query
    } = parse(search) as Record<string, string>;
    const entry = newEntry(method, path, query);
    const bytes = method === 'GET' ? EMPTY : await readBody(request, this.#largestBody);
    if (!bytes) {
      response.destroy();
      return;
    }
    const endpoint = this.#table.find(route, query);
    const failure = await this.injections.meet(route, this.shared.world.ending);
    if (failure && !('truncate' in failure)) {
      entry.body = shownBody(bytes, undefined);
      writeFailure(response, failure, entry);
    } else {
      const answer = endpoint
        ? this.#answer(endpoint, request, query, token, bytes, entry)
        : this.#unknown(method, path, entry);
      writeAnswer(response, answer, entry, {
        hasIds: endpoint?.hasIds === true,
        isCut: failure !== undefined,
      });
    }
    if (!endpoint?.handle || hasSecrets(path)) maskSecrets(entry);
    entry.durationMs = performance.now() - started;
    this.shared.world.addRequest(entry);
  }

  #unknown(method: string, path: string, entry: SandboxRequest): ApiAnswer {
    if (this.#table.hasPath(path)) return refuse(this.#table.hasRoute(`GET ${path}`) ? 43001 : 43002);
    entry.status = 404;
    return refuse(40066);
  }

  #answer(
    endpoint: Endpoint,
    request: IncomingMessage,
    query: Record<string, string>,
    token: string | undefined,
    bytes: Buffer,
    entry: SandboxRequest,
  ): ApiAnswer {
    let bearer: Bearer | undefined;
    if (endpoint.handle) {
      const found = this.#bearerOf(token);
      if (!(found instanceof Bearer)) return found;
      bearer = found;
      entry.appId = bearer.caller.appId;
      const misplaced = bearer.refusalAmong(endpoint.bearers);
      if (misplaced) return misplaced;
      if (!bearer.caller.quota.take(endpoint.route)) return refuse(45009);
    }
    const body = readApiBody(endpoint, request.headers['content-type'], bytes);
    entry.body = shownBody(bytes, body);
    // a person's own token is a field like any other
    const given = bearer || token === undefined ? query : { ...query, access_token: token };
    const wrong = endpoint.checkQuery?.(given, '') ?? body.refusal ?? endpoint.checkBody?.(body.fields, '');
    if (wrong) return wrong;
    if (bearer && endpoint.handle) {
      const { caller: account, via } = bearer;
      return endpoint.handle({ account, via, query, body: body.fields, files: body.files });
    }
    const ip = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const { world, logins, accounts, platforms } = this.shared;
    const call = { world, accounts, platforms, logins, ip, query: given, body: body.fields };
    return endpoint.handleAnonymous?.(call) ?? refuse(-1);
  }

  /** Whoever a living token speaks for, or why there is nobody. */
  #bearerOf(text: string | undefined): Bearer | JsonAnswer {
    if (!text) return refuse(41001);
    const token = this.shared.tokens.find(text);
    if (!token) return refuse(TOKEN_FORM.test(text) ? 40001 : 40014);
    const now = this.shared.world.clock.now();
    if (token.deadAt <= now) return refuse(40001);
    return token.expiresAt <= now ? refuse(42001) : Bearer.of(token.owner);
  }
}
