import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { Readable } from 'node:stream';
import { stringifyLossless } from '../../../common/index.js';
import { cannedFields } from '../../api/canned.answer.js';
import { type CatalogueBody, type CatalogueRoute, catalogueTable } from '../../api/catalogue.table.js';
import { writeFailure } from '../../api/answer.writer.js';
import { maskSecrets, newEntry, shownBody } from '../../api/request.entry.js';
import { readBody } from '../../http/body.reader.js';
import type { Injections } from '../../http/injections.js';
import { readMultipart } from '../../http/multipart.reader.js';
import type { SandboxRequest } from '../../interfaces/sandbox-log.interface.js';
import { WHITE_PIXEL } from '../../picture/white-pixel.js';
import { FileAnswer, sendFile } from '../file.answer.js';
import type { MerchantRegister } from '../merchant.register.js';
import type { MerchantState } from '../merchant.state.js';
import { paramError, PayRefusal } from '../pay.refusal.js';
import { mapSensitive } from '../sensitive.fields.js';
import { checkUpload } from '../upload.check.js';
import { sendOutcome, type V3Addressee, type V3Outcome } from './answer.sender.js';
import { readAuthorization } from './authorization.reader.js';
import { payHandlers } from './pages/index.js';
import type { PayAnswer } from './pay-call.interface.js';
import { verifyRequest } from './request.verifier.js';
import { openSensitive } from './sensitive.opener.js';

/** One request, read. */
interface Asked {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly query: Record<string, unknown>;
  readonly bytes: Buffer;
}

/** Plays `api.mch.weixin.qq.com` for v3: signature, the catalogue's check, the page that knows the route, a signed answer. */
export class V3Gateway {
  readonly #table = catalogueTable('pay-v3');

  constructor(
    private readonly merchants: MerchantRegister,
    private readonly injections: Injections,
  ) {}

  /** @param path without the prefix of the sandbox */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    const started = performance.now();
    const bytes = await readBody(request);
    if (!bytes) return void response.destroy();
    const { world } = this.merchants;
    const method = request.method ?? 'GET';
    const asked = { request, method, path, search, bytes, query: { ...parse(search) } };
    const entry = newEntry(method, path, asked.query);
    entry.body = shownBody(bytes, undefined);
    const route = `${method} ${path}`;
    const failure = await this.injections.meet(route, world.ending);
    const merchant = this.merchants.get(readAuthorization(request.headers.authorization)?.mchid ?? '');
    entry.appId = merchant?.mchId;
    if (failure && !('truncate' in failure) && !('code' in failure)) writeFailure(response, failure, entry);
    else {
      const isCut = failure !== undefined && 'truncate' in failure;
      const refused =
        failure && 'code' in failure
          ? new PayRefusal(failure.status ?? 400, failure.code, failure.message ?? failure.code)
          : undefined;
      const answer = refused ?? (await this.#answer(asked, merchant, entry));
      const addressee = { merchant, serial: headerOf(request, 'wechatpay-serial'), route, isCut };
      await send(response, answer, addressee, entry);
    }
    entry.durationMs = performance.now() - started;
    maskSecrets(entry);
    world.addRequest(entry);
  }

  async #answer(
    asked: Asked,
    merchant: MerchantState | undefined,
    entry: SandboxRequest,
  ): Promise<PayAnswer | PayRefusal> {
    try {
      const { route, body } = this.#admit(asked, merchant, entry);
      const { name, pattern, fact } = route;
      const known = merchant as MerchantState;
      const fields = openSensitive(known, fact, body.fields, headerOf(asked.request, 'wechatpay-serial'));
      const handle = payHandlers.get(name);
      if (!handle) return canned(route, known);
      const path = decoded(pattern.exec(`${asked.method} ${asked.path}`)?.groups ?? {});
      const answer = await handle({
        merchant: known,
        path,
        query: asked.query,
        body: fields,
        files: body.files,
      });
      return sealed(answer, route, known);
    } catch (error) {
      if (error instanceof PayRefusal) return error;
      throw error;
    }
  }

  /** @throws {PayRefusal} for what does not reach its page */
  #admit(
    { request, method, path, search, query, bytes }: Asked,
    merchant: MerchantState | undefined,
    entry: SandboxRequest,
  ): { route: CatalogueRoute; body: CatalogueBody } {
    const routes = this.#table.find(`${method} ${path}`);
    const [first] = routes;
    if (!first) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', `没有接口 ${method} ${path}`);
    if (!request.headers.accept || !request.headers['user-agent'])
      throw paramError('Http头缺少Accept或User-Agent');
    const authorization = readAuthorization(request.headers.authorization);
    if (!authorization || !merchant)
      throw new PayRefusal(
        401,
        'SIGN_ERROR',
        authorization
          ? `商户号 ${authorization.mchid} 不存在`
          : 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
      );
    const contentType = request.headers['content-type'];
    const bare = search === '' ? path : `${path}?${search}`;
    // an application signs what WeChat Pay sees, or all of the address it was given in its place
    const targets = [bare, request.url ?? bare];
    const meta = first.fact.form ? readMultipart(contentType, bytes)?.fields['meta'] : undefined;
    const payload = meta === undefined ? bytes : Buffer.from(meta);
    verifyRequest(merchant, authorization, { method, targets, payload });
    const judged = this.#table.judge(routes, contentType, query, bytes);
    if ('reason' in judged) throw paramError(judged.reason);
    if (first.fact.form) checkUpload(meta, judged.body.files);
    entry.body = shownBody(bytes, { ...judged.body, fields: { ...judged.body.fields } });
    return judged;
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** @throws {PayRefusal} when a value is not encoded as an address has to be */
function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    const values = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]);
    return Object.fromEntries(values) as Record<string, string>;
  } catch {
    throw paramError('路径参数编码错误');
  }
}

/** What only the merchant may read is sealed for it. */
function sealed(answer: PayAnswer, { fact }: CatalogueRoute, { publicKey }: MerchantState): PayAnswer {
  if (answer === undefined || answer instanceof FileAnswer || fact.answer === 'binary') return answer;
  return mapSensitive(answer, fact.answer, (text) => publicKey.encrypt(text));
}

function canned(route: CatalogueRoute, merchant: MerchantState): PayAnswer {
  const { answer } = route.fact;
  if (answer === 'binary')
    return new FileAnswer(() => Readable.from([WHITE_PIXEL]), 'image/png', WHITE_PIXEL.length);
  return Object.keys(answer).length === 0 ? undefined : sealed(cannedFields(answer), route, merchant);
}

async function send(
  response: ServerResponse,
  answer: PayAnswer | PayRefusal,
  addressee: V3Addressee,
  entry: SandboxRequest,
): Promise<void> {
  if (answer instanceof FileAnswer) return sendFile(response, answer, addressee);
  const outcome = outcomeOf(answer);
  entry.status = outcome.status;
  if (answer instanceof PayRefusal) entry.code = answer.code;
  return sendOutcome(response, outcome, addressee);
}

function outcomeOf(answer: object | undefined): V3Outcome {
  if (answer === undefined) return { status: 204, body: '' };
  if (!(answer instanceof PayRefusal)) return { status: 200, body: stringifyLossless(answer) };
  const { status, code, message, detail } = answer;
  return { status, body: JSON.stringify({ code, message, ...(detail ? { detail } : {}) }) };
}
