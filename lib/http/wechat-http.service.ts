import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { decodeBinary, decodeJson, decodeSealed, saysText } from './answer.decoder.js';
import { answerStream } from './answer.stream.js';
import { loadAxios } from './axios.loader.js';
import { beginCall, endCall } from './call.record.js';
import type { ClientCertificate, Exchange, HttpAnswer, HttpCall } from './http-call.interface.js';
import { toHttpError } from './http.failure.js';
import { type EncodedRequest, encodeRequest } from './request.encoder.js';
import { withRetry } from './retry.js';

const DEFAULT_TIMEOUT = 10_000;
/** Sockets to one host; further calls wait for one to be free. */
const MAX_SOCKETS = 128;
const AGENT = { keepAlive: true, maxSockets: MAX_SOCKETS };
const MAX_BUFFERED_ANSWER = 64 * 1024 * 1024;
const asItIs = (data: unknown): unknown => data;

/** A stream that was not read to its end would keep its file open. */
function closeStreams({ files = {} }: HttpCall): void {
  for (const file of Object.values(files))
    if (file && !(file.content instanceof Uint8Array)) file.content.destroy();
}

/** Carries calls to WeChat: connections kept alive, answers decoded, failures told without secrets. */
@Injectable()
export class WeChatHttp implements OnApplicationShutdown {
  readonly #agents = {
    httpAgent: new HttpAgent(AGENT),
    httpsAgent: new HttpsAgent(AGENT),
  };
  /** Connections a client shows its certificate on are its own. */
  readonly #agentsWith = new Map<ClientCertificate, HttpsAgent>();
  #service: HttpService | undefined;

  /** @returns the parsed answer; for a binary endpoint a Buffer, or a Readable when `stream` is set */
  send(call: HttpCall): Promise<unknown> {
    if (call.record) return this.#send(call);
    const record = beginCall(call.client, call.route, call.signal);
    return endCall(record, this.#send(record ? { ...call, record } : call));
  }

  /**
   * One exchange, whatever is asked and answered: for products with a wire form of their own.
   *
   * @throws {WeChatHttpError} when the network or something on the way fails
   * @throws {WeChatTimeoutError} when no answer comes in time; in a stream, when no byte does
   */
  async exchange(call: Exchange, request: EncodedRequest): Promise<HttpAnswer> {
    const { signal, options, certificate } = call;
    const { timeout = DEFAULT_TIMEOUT } = options;
    const { axiosRef } = this.#service ?? (await this.#open());
    try {
      const { status, headers, data } = await axiosRef.request<Buffer | Readable>({
        method: call.route.slice(0, call.route.indexOf(' ')),
        ...request,
        signal,
        timeout,
        responseType: call.stream ? 'stream' : 'arraybuffer',
        maxContentLength: call.stream ? -1 : MAX_BUFFERED_ANSWER,
        ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
        ...(certificate && { httpsAgent: this.#agentWith(certificate) }),
      });
      const body = data instanceof Readable ? answerStream(call, data, timeout) : data;
      return { status, headers: headers as HttpAnswer['headers'], body };
    } catch (error) {
      signal?.throwIfAborted();
      throw toHttpError(call, error);
    }
  }

  /** Closes the connections a client has shown its certificate on; those in use when their calls are through. */
  release(certificate: ClientCertificate): void {
    const agent = this.#agentsWith.get(certificate);
    if (!agent) return;
    this.#agentsWith.delete(certificate);
    agent.maxFreeSockets = 0;
    for (const idle of Object.values(agent.freeSockets)) idle?.forEach((socket) => socket.destroy());
  }

  onApplicationShutdown(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
    for (const agent of this.#agentsWith.values()) agent.destroy();
  }

  async #open(): Promise<HttpService> {
    const { HttpService, axios } = await loadAxios();
    this.#service ??= new HttpService(
      axios.create({
        ...this.#agents,
        maxRedirects: 0, // a redirect would carry the token to another host
        maxBodyLength: Infinity,
        transformRequest: asItIs,
        transformResponse: asItIs,
        validateStatus: () => true,
      }),
    );
    return this.#service;
  }

  #send(call: HttpCall): Promise<unknown> {
    const answer = withRetry(call, () => this.#sendOnce(call));
    return call.files ? answer.finally(() => closeStreams(call)) : answer;
  }

  async #sendOnce(call: HttpCall): Promise<unknown> {
    const { status, headers, body } = await this.exchange(call, encodeRequest(call));
    const contentType = headers['content-type'];
    if (body instanceof Readable) {
      if (status < 300 && !saysText(contentType)) return body;
      return Readable.from([decodeBinary(call, status, contentType, await buffer(body))]);
    }
    if (call.envelope) return decodeSealed(call, call.envelope, status, headers, body);
    if (call.traits.answer !== 'binary') return decodeJson(call, status, body);
    return decodeBinary(call, status, contentType, body);
  }

  #agentWith(certificate: ClientCertificate): HttpsAgent {
    let agent = this.#agentsWith.get(certificate);
    if (!agent) {
      agent = new HttpsAgent({ ...AGENT, ...certificate });
      this.#agentsWith.set(certificate, agent);
    }
    return agent;
  }
}
