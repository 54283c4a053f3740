import type { Readable } from 'node:stream';
import { type EndpointTraits, payV3Traits } from '../../catalog/pay.js';
import { unlessAborted, WeChatConfigError } from '../../common/index.js';
import type { MerchantKey } from '../../crypto/index.js';
import {
  beginCall,
  type CallOrigin,
  type CallRecord,
  encodeForm,
  type EncodedRequest,
  endCall,
  type HttpAnswer,
  type WeChatHttp,
  withRetry,
} from '../../http/index.js';
import { readAddress } from './download.address.js';
import type { KeyRing } from '../keys/key.ring.js';
import { decodeAnswer, type KeyFor, readBinary, readSigned } from './pay.answer.js';
import { FOREIGN_ADDRESS } from '../pay.messages.js';
import type { PayBaseUrls } from '../pay-options.interface.js';
import { type PayCallContents, writeCall, type WrittenCall } from './pay.request.js';
import type { PaySigner } from './pay.signer.js';

const USUAL: EndpointTraits = Object.freeze({});
/** WeChat Pay refuses requests that do not say who asks, and for what. */
const WHO = { 'user-agent': 'nestjs-wechat-sdk' };
const JSON_ACCEPTED = { ...WHO, accept: 'application/json' };
const ANYTHING_ACCEPTED = { ...WHO, accept: '*/*' };
const JSON_TYPE = { 'content-type': 'application/json' };

const signatureIn = ({ headers }: EncodedRequest): string =>
  /signature="([^"]*)"/.exec(headers['authorization'] ?? '')?.[1] ?? '';

const traitsOf = (route: string): EndpointTraits =>
  Object.hasOwn(payV3Traits, route) ? (payV3Traits[route] as EndpointTraits) : USUAL;

/** Who calls, and with which keys. */
export interface PayCallerSetup {
  readonly origin: Omit<CallOrigin, 'baseUrl'>;
  readonly baseUrls: PayBaseUrls;
  readonly signer: PaySigner;
  readonly merchantKey: MerchantKey;
  readonly ring: KeyRing;
  /** Seconds an answer's timestamp may lie off the clock. */
  readonly tolerance: number;
}

/** Makes v3 calls: signed as they go out, and believed only when WeChat Pay signed the answer. */
export class PayCaller {
  // private to the language: an inspection shows no key
  readonly #setup: PayCallerSetup;

  constructor(
    setup: PayCallerSetup,
    private readonly http: WeChatHttp,
  ) {
    this.#setup = setup;
  }

  /** Name of the client. */
  get client(): string {
    return this.#setup.origin.client;
  }

  /** The answer to a call, opened; for a binary endpoint a Buffer, or a Readable when `stream` is set. */
  call(route: string, contents: PayCallContents = {}): Promise<unknown> {
    const record = beginCall(this.client, route, contents.signal);
    return endCall(record, this.#call(route, contents, record));
  }

  /** The bytes of an answer, verified with a key of the caller's choice. */
  callSigned(route: string, keyFor: KeyFor): Promise<Buffer> {
    const record = beginCall(this.client, route, undefined);
    const { tolerance } = this.#setup;
    const send = (call: WrittenCall): Promise<Buffer> =>
      this.#send(call, (sent, answer) => readSigned(sent, answer, keyFor, tolerance));
    return endCall(record, this.#write(route, {}, record).then(send));
  }

  /**
   * What stands behind an address WeChat Pay gave, as it comes.
   *
   * @param below paths of what is looked for, with a slash at their end: a call of another kind would tell what is none of
   *   whoever gave the address
   * @throws {WeChatConfigError} for an address that is none of WeChat Pay's: who reads a signed request may use it
   */
  async download(address: string, below: readonly string[], signal?: AbortSignal): Promise<Readable> {
    const file = readAddress(address, this.#setup.baseUrls, below);
    if (!file) throw new WeChatConfigError(FOREIGN_ADDRESS(this.client, below));
    const { target, path, host } = file;
    const traits: EndpointTraits = { answer: 'binary', ...(host && { host }) };
    const route = `GET ${path}`;
    const record = beginCall(this.client, route, signal);
    const send = (call: WrittenCall): Promise<Buffer | Readable> =>
      this.#send({ ...call, target }, readBinary);
    const written = this.#write(route, { signal, stream: true }, record, traits);
    return (await endCall(record, written.then(send))) as Readable;
  }

  async #call(route: string, contents: PayCallContents, record: CallRecord | undefined): Promise<unknown> {
    const { ring, tolerance, merchantKey } = this.#setup;
    const call = await this.#write(route, contents, record);
    if (call.traits.answer === 'binary') return this.#send(call, readBinary);
    await unlessAborted(ring.prepare(), call.signal);
    return this.#send(call, async (sent, answer) => {
      const keyFor: KeyFor = (serial, because) => ring.keyFor(serial, because);
      const bytes = await readSigned(sent, answer, keyFor, tolerance);
      return decodeAnswer(sent, answer.status, bytes, merchantKey);
    });
  }

  async #write(
    route: string,
    contents: PayCallContents,
    record: CallRecord | undefined,
    traits = traitsOf(route),
  ): Promise<WrittenCall> {
    const call = await writeCall(this.#setup.origin, route, traits, contents, this.#setup.ring);
    return record ? { ...call, record } : call;
  }

  async #send<T>(call: WrittenCall, read: (sent: WrittenCall, answer: HttpAnswer) => Promise<T>): Promise<T> {
    return withRetry(call, async (attempt) => {
      const request = await this.#sign(call, attempt);
      // WeChat Pay repeats a signature it finds wrong
      const secrets = [...(call.secrets ?? []), signatureIn(request)];
      return read({ ...call, secrets }, await this.http.exchange(call, request));
    });
  }

  async #sign(call: WrittenCall, attempt: number): Promise<EncodedRequest> {
    const { target, text, traits, files = {}, sealedWith = this.#setup.ring.publicKeyId } = call;
    const method = call.route.slice(0, call.route.indexOf(' '));
    const authorization = await this.#setup.signer.authorize({ method, target, body: text });
    const headers = {
      ...(traits.answer === 'binary' ? ANYTHING_ACCEPTED : JSON_ACCEPTED),
      ...(sealedWith !== undefined && { 'wechatpay-serial': sealedWith }),
      authorization,
    };
    const url = this.#baseUrl(traits, attempt) + target;
    if (traits.body === 'multipart') {
      const form = encodeForm([['meta', text], ...Object.entries(files)]);
      return { url, data: form.data, headers: { ...form.headers, ...headers } };
    }
    return text === '' ? { url, headers } : { url, data: text, headers: { ...headers, ...JSON_TYPE } };
  }

  /** A second try goes to the other domain: the first one could not be reached, or did not work. */
  #baseUrl({ host }: EndpointTraits, attempt: number): string {
    const { v3, backup = v3, global } = this.#setup.baseUrls;
    if (host === 'global') return global;
    if (host !== undefined) return `https://${host}`;
    return attempt % 2 === 0 ? backup : v3;
  }
}
