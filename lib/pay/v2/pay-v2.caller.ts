import { type EndpointTraits, payV2Traits } from '../../catalog/pay.js';
import { WeChatConfigError } from '../../common/index.js';
import {
  beginCall,
  type CallOrigin,
  type CallRecord,
  type ClientCertificate,
  endCall,
  type WeChatHttp,
  withRetry,
} from '../../http/index.js';
import { V2_CERTIFICATE_NEEDED } from '../pay.messages.js';
import type { PayBaseUrls } from '../pay-options.interface.js';
import { readV2Answer, readV2Binary } from './v2.answer.js';
import { signV2Call, type V2Contents, writeV2Call } from './v2.request.js';

const UNKNOWN: EndpointTraits = Object.freeze({ body: 'xml', answer: 'xml' });

/** Who calls, and with which key. */
export interface PayV2Setup {
  readonly origin: Omit<CallOrigin, 'baseUrl'>;
  readonly baseUrls: PayBaseUrls;
  readonly mchId: string;
  /** The APIv2 key. */
  readonly key: string;
  /** What the merchant shows of itself where a route demands it. */
  readonly certificate: ClientCertificate | undefined;
}

/** Makes v2 calls: signed as they go out, and believed only when WeChat Pay signed the answer. */
export class PayV2Caller {
  // private to the language: an inspection shows no key
  readonly #setup: PayV2Setup;

  constructor(
    setup: PayV2Setup,
    private readonly http: WeChatHttp,
  ) {
    this.#setup = setup;
  }

  /** Name of the client. */
  get client(): string {
    return this.#setup.origin.client;
  }

  /** The answer to a call; for a binary endpoint a Buffer, or a Readable when `stream` is set. */
  call(route: string, contents: V2Contents = {}, traits = traitsOf(route)): Promise<unknown> {
    const record = beginCall(this.client, route, contents.signal);
    return endCall(record, this.#call(route, contents, traits, record));
  }

  /** The same merchant with the key of the simulation (仿真测试系统). */
  withKey(key: string): PayV2Caller {
    const { origin } = this.#setup;
    const setup = { ...this.#setup, key, origin: { ...origin, secrets: [...origin.secrets, key] } };
    return new PayV2Caller(setup, this.http);
  }

  /** @throws {WeChatConfigError} when a route demands the merchant's certificate and there is none */
  demandCertificate(route: string): void {
    this.#certificateFor(route, traitsOf(route));
  }

  async #call(
    route: string,
    contents: V2Contents,
    traits: EndpointTraits,
    record: CallRecord | undefined,
  ): Promise<unknown> {
    const { origin, mchId, key } = this.#setup;
    const call = { ...writeV2Call(origin, mchId, route, traits, contents), record };
    const exchange = { ...call, certificate: this.#certificateFor(route, traits) };
    const baseUrl = this.#baseUrl(traits);
    return withRetry(call, async () => {
      const answer = await this.http.exchange(exchange, signV2Call(call, baseUrl, key));
      if (traits.answer === 'binary') return readV2Binary(call, answer);
      return readV2Answer(call, answer.status, answer.body as Buffer, key);
    });
  }

  #certificateFor(route: string, traits: EndpointTraits): ClientCertificate | undefined {
    const { certificate, origin } = this.#setup;
    // whoever is called in the clear asks for none: a gateway that shows its own, or the sandbox of this library
    if (!traits.clientCertificate || !this.#baseUrl(traits).startsWith('https:')) return undefined;
    if (!certificate) throw new WeChatConfigError(V2_CERTIFICATE_NEEDED(origin.client, route));
    return certificate;
  }

  #baseUrl({ host }: EndpointTraits): string {
    const { v2, global } = this.#setup.baseUrls;
    if (host === 'global') return global;
    return host === undefined ? v2 : `https://${host}`;
  }
}

/** What the catalogue knows of a route; of one it does not, that it speaks XML. */
export const traitsOf = (route: string): EndpointTraits =>
  Object.hasOwn(payV2Traits, route) ? (payV2Traits[route] as EndpointTraits) : UNKNOWN;
