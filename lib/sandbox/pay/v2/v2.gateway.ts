import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { Readable } from 'node:stream';
import { readXml, writeXml, type XmlTree } from '../../../common/index.js';
import { writeFailure } from '../../api/answer.writer.js';
import { cannedFields } from '../../api/canned.answer.js';
import { type CatalogueRoute, catalogueTable } from '../../api/catalogue.table.js';
import { maskSecrets, newEntry } from '../../api/request.entry.js';
import { readBody } from '../../http/body.reader.js';
import type { Injections } from '../../http/injections.js';
import { readMultipart } from '../../http/multipart.reader.js';
import { WHITE_PIXEL } from '../../picture/white-pixel.js';
import { type Addressee, FileAnswer, sendFile } from '../file.answer.js';
import type { MerchantRegister } from '../merchant.register.js';
import type { MerchantState } from '../merchant.state.js';
import { PayRefusal } from '../pay.refusal.js';
import { v2Handlers } from './pages/index.js';
import { UNSIGNED } from './unsigned.routes.js';
import type { V2Answer } from './v2-call.interface.js';
import { isSignedV2, isV2Tamper, signTypeOf, type V2Fields, writeV2 } from './v2.message.js';
import { v2Outcome } from './v2.refusal.js';

type Texts = Readonly<Record<string, unknown>>;

/** Where WeChat Pay's own sandbox stands, today and before (仿真测试系统). */
const SIMULATION = /^\/(?:xdc\/apiv2sandbox|sandboxnew)(?=\/)/;
const HMAC_LENGTH = 64;
const SIGN_KEY = /getsignkey$/;

/** One request, read. */
interface Asked {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly query: Texts;
  readonly bytes: Buffer;
}

/** Who asked what. */
interface Admitted {
  readonly merchant: MerchantState;
  /** What signs the request and its answer. */
  readonly key: string;
  readonly fields: Texts;
  readonly route: CatalogueRoute;
}

/**
 * Plays `api.mch.weixin.qq.com` for v2: signature, the catalogue's check, the page that knows the route, a signed answer.
 * Routes that want the merchant's certificate are open here, since plain HTTP cannot show one. What is meant for WeChat
 * Pay's own sandbox has a key of its own, and the same orders.
 */
export class V2Gateway {
  readonly #table = catalogueTable('pay-v2');

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
    const asked = { request, method, path, bytes, query: parse(search) };
    const entry = newEntry(method, path, asked.query);
    const fields = fieldsOf(asked);
    entry.body = bytes.length > 0 ? (fields ?? bytes.toString('latin1')) : undefined;
    const route = `${method} ${path}`;
    const failure = await this.injections.meet(route, world.ending);
    const merchant = this.#merchantOf(fields);
    entry.appId = merchant?.mchId;
    if (failure && !('truncate' in failure) && !('code' in failure)) writeFailure(response, failure, entry);
    else {
      const isCut = failure !== undefined && 'truncate' in failure;
      const refused =
        failure && 'code' in failure
          ? new PayRefusal(400, failure.code, failure.message ?? failure.code)
          : undefined;
      const { answer, key } = this.#answer(asked, fields, refused);
      if (answer instanceof PayRefusal) entry.code = answer.code;
      await send(response, answer, { merchant, route, isCut }, key, fields ?? {});
      entry.status = response.statusCode;
    }
    entry.durationMs = performance.now() - started;
    maskSecrets(entry);
    world.addRequest(entry);
  }

  #merchantOf(fields: Texts | undefined): MerchantState | undefined {
    const { mch_id, mchid, combine_mch_id } = fields ?? {};
    return this.merchants.get(String(mch_id ?? mchid ?? combine_mch_id));
  }

  #answer(
    asked: Asked,
    fields: Texts | undefined,
    refused: PayRefusal | undefined,
  ): { answer: V2Answer | PayRefusal; key?: string } {
    try {
      const { merchant, key, route } = this.#admit(asked, fields);
      if (refused) return { answer: refused, key };
      const handle = v2Handlers.get(`${asked.method} ${asked.path.replace(SIMULATION, '')}`);
      try {
        const answer = handle ? handle({ merchant, body: fields }) : canned(route);
        return { answer, key: UNSIGNED.has(asked.path) ? undefined : key };
      } catch (error) {
        if (error instanceof PayRefusal) return { answer: error, key };
        throw error;
      }
    } catch (error) {
      if (error instanceof PayRefusal) return { answer: error };
      throw error;
    }
  }

  /** @throws {PayRefusal} for what does not reach its page; such an answer is not signed */
  #admit({ request, method, path, query, bytes }: Asked, fields: Texts | undefined): Admitted {
    const refuse = (reason: string): PayRefusal => new PayRefusal(400, 'PARAM_ERROR', reason);
    const known = this.#table.find(`${method} ${path}`);
    const routes = known.length > 0 ? known : this.#table.find(`${method} ${path.replace(SIMULATION, '')}`);
    if (routes.length === 0) throw refuse(`没有接口 ${method} ${path}`);
    if (!fields) throw refuse('XML格式错误');
    const merchant = this.#merchantOf(fields);
    if (!merchant) throw refuse('mch_id参数错误');
    const key = SIMULATION.test(path) && !SIGN_KEY.test(path) ? merchant.sandboxKey : merchant.apiKey;
    // addresses of pages say nothing of how they are signed
    const signType = method === 'GET' && isHmac(fields) ? 'HMAC-SHA256' : signTypeOf(fields);
    if (!isSignedV2(fields, key, signType)) throw new PayRefusal(400, 'SIGN_ERROR', '签名错误');
    const judged = this.#table.judge(routes, request.headers['content-type'], query, bytes);
    if ('reason' in judged) throw refuse(judged.reason);
    return { merchant, key, fields, route: judged.route };
  }
}

const isHmac = ({ sign }: Texts): boolean => typeof sign === 'string' && sign.length === HMAC_LENGTH;

/** What is signed: XML, the fields of a form, or a query. */
function fieldsOf({ request, method, query, bytes }: Asked): Texts | undefined {
  if (method === 'GET') return query;
  const form = readMultipart(request.headers['content-type'], bytes);
  if (form) return form.fields;
  try {
    return readXml(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function canned({ fact: { answer } }: CatalogueRoute): V2Answer {
  if (answer === 'binary')
    return new FileAnswer(() => Readable.from([WHITE_PIXEL]), 'image/png', WHITE_PIXEL.length);
  const { sign: _, nonce_str: __, sign_type: ___, ...fields } = cannedFields(answer);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'object' ? undefined : String(value),
    ]),
  );
}

async function send(
  response: ServerResponse,
  answer: V2Answer | PayRefusal,
  addressee: Addressee,
  key: string | undefined,
  asked: Texts,
): Promise<void> {
  if (answer instanceof FileAnswer) return sendFile(response, answer, addressee);
  const { merchant, route, isCut } = addressee;
  const tree: XmlTree =
    answer instanceof PayRefusal
      ? refusalTree(answer, asked)
      : { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS', ...answer };
  const tamper = merchant?.manners.take(route)?.tamper;
  const text =
    key !== undefined && tree['return_code'] === 'SUCCESS'
      ? writeV2(tree as V2Fields, key, signTypeOf(asked), isV2Tamper(tamper) ? tamper : undefined)
      : writeXml(tree);
  const bytes = Buffer.from(text);
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': bytes.length });
  if (isCut) response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  else response.end(bytes);
}

function refusalTree(refusal: PayRefusal, asked: Texts): XmlTree {
  const outcome = v2Outcome(refusal);
  return outcome['return_code'] === 'SUCCESS' ? { ...namesOf(asked), ...outcome } : outcome;
}

const namesOf = ({ appid, mch_id }: Texts): XmlTree => ({
  appid: typeof appid === 'string' ? appid : undefined,
  mch_id: typeof mch_id === 'string' ? mch_id : undefined,
});
