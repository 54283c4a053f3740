import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { EndpointFact } from '../../../catalog/index.js';
import { stringifyLossless } from '../../../common/index.js';
import { writeFailure } from '../../api/answer.writer.js';
import { BinaryAnswer } from '../../api/api.answer.js';
import { cannedAnswer } from '../../api/canned.answer.js';
import { type CatalogueRoute, catalogueTable } from '../../api/catalogue.table.js';
import { maskSecrets, newEntry, shownBody } from '../../api/request.entry.js';
import { LARGEST_BODY, readBody } from '../../http/body.reader.js';
import type { Injections } from '../../http/injections.js';
import type { SandboxRequest } from '../../interfaces/sandbox-log.interface.js';
import type { WorkShared } from '../work.shared.js';
import { workHandlers } from './pages/index.js';
import type { WorkCaller, WorkCallerKind } from './work-call.interface.js';
import { WorkRefusal } from './work.refusal.js';

const JSON_TYPE = 'application/json; charset=UTF-8';
/** A file of 微盘 is sent in parts of 20 MB, as base64. */
const LARGEST = Math.max(LARGEST_BODY, 64 * 1024 * 1024);

const NO_SUCH_PATH = { status: 404, body: '404 Not Found' };

/** Tokens the sandbox does not give out with state: of them only that there is one is looked at. */
const UNPLAYED: ReadonlySet<WorkCallerKind> = new Set(['suite', 'provider', 'device', 'model']);

/** Serves the API of WeCom: token, the catalogue's check, then the page that knows the route, or the facts alone. */
export class WorkGateway {
  readonly #table = catalogueTable('work');

  constructor(
    private readonly shared: WorkShared,
    private readonly injections: Injections,
  ) {}

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    const started = performance.now();
    const { world } = this.shared;
    const bytes = await readBody(request, Math.max(LARGEST, world.maxUpload ?? 0));
    if (!bytes) return void response.destroy();
    const method = request.method ?? 'GET';
    const route = `${method} ${path}`;
    const routes = this.#table.find(route);
    const { token, query } = splitToken(parse(search), routes[0]?.fact);
    const entry = newEntry(method, path, query);
    entry.body = shownBody(bytes, undefined);
    const failure = await this.injections.meet(route, world.ending);
    if (routes.length === 0) writeFailure(response, NO_SUCH_PATH, entry);
    else if (failure && !('truncate' in failure)) {
      if ('errcode' in failure) write(response, refusalOf(request, failure.errcode, failure.errmsg), entry);
      else writeFailure(response, failure, entry);
    } else {
      const answer = await this.#answer({ request, routes, token, query, bytes }, entry);
      write(response, answer, entry, failure !== undefined);
    }
    entry.durationMs = performance.now() - started;
    maskSecrets(entry);
    world.addRequest(entry);
  }

  async #answer(asked: Asked, entry: SandboxRequest): Promise<object> {
    const { request, routes, token, query, bytes } = asked;
    try {
      const [first] = routes as readonly [CatalogueRoute, ...CatalogueRoute[]];
      const caller = this.#callerOf(first, token);
      if (caller) entry.appId = caller.id;
      if (caller?.trustedIps?.includes(ipOf(request)) === false) throw new WorkRefusal(60020);
      const judged = this.#table.judge(routes, request.headers['content-type'], query, bytes);
      if ('reason' in judged) throw new WorkRefusal(40058, faultOf(judged.reason));
      const { route, body } = judged;
      entry.body = shownBody(bytes, { fields: { ...body.fields }, files: { ...body.files } });
      const handle = workHandlers.get(route.name);
      const { shared } = this;
      const { fields, files } = body;
      if (!handle) return cannedAnswer(route.fact);
      return await handle({ caller, shared, ip: ipOf(request), query, body: fields, files });
    } catch (error) {
      if (error instanceof WorkRefusal) return refusalOf(request, error.errcode, error.message);
      // a fault of the sandbox itself: whoever called should see it
      return refusalOf(request, -1, `the sandbox failed: ${(error as Error).stack ?? String(error)}`);
    }
  }

  /** Whoever the token speaks for; nobody where a route takes none. @throws {WorkRefusal} unless it may call it */
  #callerOf({ fact, name }: CatalogueRoute, token: string | undefined): WorkCaller | undefined {
    const { auth = 'access_token' } = fact;
    if (auth === 'none') return undefined;
    const isSuite = auth === 'suite_access_token';
    if (!token) throw new WorkRefusal(isSuite ? 41022 : 41001);
    const taken = callersOf(fact);
    const found = this.shared.tokens.find(token);
    const isPlayed = workHandlers.has(name);
    if (!found && !isPlayed && taken.every((kind) => UNPLAYED.has(kind))) return undefined;
    const now = this.shared.world.clock.now();
    if (!found || found.deadAt <= now) throw new WorkRefusal(isSuite ? 40082 : 40014);
    if (found.expiresAt <= now) throw new WorkRefusal(isSuite ? 42009 : 42001);
    if (taken.includes(found.owner.kind)) return found.owner;
    throw new WorkRefusal(
      auth === 'access_token' ? 48002 : isSuite ? 40082 : 40014,
      `it takes the token of ${taken.join(' or ')}, not of ${found.owner.kind}`,
    );
  }
}

/** A request, as far as it has been read. */
interface Asked {
  readonly request: IncomingMessage;
  readonly routes: readonly CatalogueRoute[];
  readonly token: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

function splitToken(
  given: Record<string, unknown>,
  { auth = 'access_token', authParam = auth }: Partial<EndpointFact> = {},
): Pick<Asked, 'token' | 'query'> {
  const { [authParam]: token, ...query } = given as Record<string, string>;
  return { token, query };
}

/** Whose tokens an endpoint takes. */
function callersOf({ auth = 'access_token', callers }: EndpointFact): readonly WorkCallerKind[] {
  if (callers) return callers as readonly WorkCallerKind[];
  return [auth === 'access_token' ? 'agent' : (auth.slice(0, auth.indexOf('_')) as WorkCallerKind)];
}

/** What is wrong alone, without the words the official platform has for it. */
const faultOf = (reason: string): string => /hint: \[(.*)\]$/.exec(reason)?.[1] ?? reason;

const ipOf = (request: IncomingMessage): string =>
  (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');

/** A refusal, in WeCom's own manner of speaking. */
function refusalOf(request: IncomingMessage, errcode: number, reason?: string): object {
  const said = reason ?? new WorkRefusal(errcode).message;
  const hint = `${Math.floor(Date.now() / 1000)}_1_${randomBytes(16).toString('hex')}`;
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return {
    errcode,
    errmsg: `${said}, hint: [${hint}], from ip: ${ipOf(request)}, more info at ${more}`,
  };
}

/** @param isCut whether the connection is to break in the middle */
function write(response: ServerResponse, answer: object, entry: SandboxRequest, isCut = false): void {
  if (answer instanceof BinaryAnswer) {
    entry.status = answer.status;
    if (answer.filename) {
      const name = encodeURIComponent(answer.filename);
      response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    }
    send(response, answer.status, answer.contentType, answer.content, isCut);
    return;
  }
  const whole = { errcode: 0, errmsg: 'ok', ...answer };
  entry.errcode = whole.errcode;
  send(response, 200, JSON_TYPE, Buffer.from(stringifyLossless(whole)), isCut);
}

function send(response: ServerResponse, status: number, type: string, body: Buffer, isCut: boolean): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  if (isCut) response.write(body.subarray(0, Math.floor(body.length / 2)), () => void response.destroy());
  else response.end(body);
}
