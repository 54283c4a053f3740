import type { Readable } from 'node:stream';
import { type EndpointTraits, payV3Traits } from '../catalog/pay.js';
import { WeChatConfigError } from '../common/index.js';
import type { MerchantKey } from '../crypto/index.js';
import {
  type CallOrigin,
  encodeForm,
  type EncodedRequest,
  type HttpAnswer,
  type WeChatHttp,
  withRetry,
} from '../http/index.js';
import type { KeyRing } from './key.ring.js';
import { decodeAnswer, type KeyFor, readBinary, readSigned } from './pay.answer.js';
import { FOREIGN_ADDRESS } from './pay.messages.js';
import type { PayBaseUrls } from './pay-options.interface.js';
import { type PayCallContents, writeCall, type WrittenCall } from './pay.request.js';
import type { PaySigner } from './pay.signer.js';

const USUAL: EndpointTraits = Object.freeze({});
/** WeChat Pay refuses requests that do not say who asks, and for what. */
const WHO = { 'user-agent': 'nestjs-wechat-sdk' };
const JSON_ACCEPTED = { ...WHO, accept: 'application/json' };
const ANYTHING_ACCEPTED = { ...WHO, accept: '*/*' };
const JSON_TYPE = { 'content-type': 'application/json' };

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
  async call(route: string, contents: PayCallContents = {}): Promise<unknown> {
    const { ring, tolerance, merchantKey } = this.#setup;
    return this.#send(route, contents, async (call, answer) => {
      if (call.traits.answer === 'binary') return readBinary(call, answer);
      const bytes = await readSigned(
        call,
        answer,
        (serial, because) => ring.keyFor(serial, because),
        tolerance,
      );
      return decodeAnswer(call, answer.status, bytes, merchantKey);
    });
  }

  /** The bytes of an answer, verified with a key of the caller's choice. */
  async callSigned(route: string, keyFor: KeyFor): Promise<Buffer> {
    return this.#send(route, {}, (call, answer) => readSigned(call, answer, keyFor, this.#setup.tolerance));
  }

  /**
   * What stands behind an address WeChat Pay gave, as it comes.
   *
   * @throws {WeChatConfigError} for an address that is none of WeChat Pay's: who reads a signed request may use it
   */
  async download(address: string, signal?: AbortSignal): Promise<Readable> {
    const route = `GET ${this.#ownTarget(address)}`;
    const contents = { signal, stream: true };
    return (await this.#send(route, contents, readBinary, { answer: 'binary' })) as Readable;
  }

  async #send<T>(
    route: string,
    contents: PayCallContents,
    read: (call: WrittenCall, answer: HttpAnswer) => Promise<T>,
    traits = Object.hasOwn(payV3Traits, route) ? (payV3Traits[route] as EndpointTraits) : USUAL,
  ): Promise<T> {
    const { origin, ring } = this.#setup;
    const call = await writeCall(origin, route, traits, contents, ring);
    return withRetry(call, async (attempt) =>
      read(call, await this.http.exchange(call, await this.#sign(call, attempt))),
    );
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

  #ownTarget(address: string): string {
    const { baseUrls } = this.#setup;
    const base = Object.values(baseUrls).find((url) => url !== undefined && address.startsWith(`${url}/`));
    if (base === undefined) throw new WeChatConfigError(FOREIGN_ADDRESS(this.client));
    return address.slice(base.length);
  }
}
