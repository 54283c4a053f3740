import { Agent as HttpAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import axios, { type AxiosResponse } from 'axios';
import { decodeBinary, decodeJson, decodeSealed, saysText } from './answer.decoder.js';
import type { HttpCall } from './http-call.interface.js';
import { toHttpError } from './http.failure.js';
import { encodeRequest } from './request.encoder.js';
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
  readonly #service = new HttpService(
    axios.create({
      ...this.#agents,
      maxRedirects: 0, // a redirect would carry the token to another host
      maxBodyLength: Infinity,
      maxContentLength: MAX_BUFFERED_ANSWER,
      transformRequest: asItIs,
      transformResponse: asItIs,
      validateStatus: () => true,
    }),
  );

  /** @returns the parsed answer; for a binary endpoint a Buffer, or a Readable when `stream` is set */
  send(call: HttpCall): Promise<unknown> {
    const answer = withRetry(call, (one) => this.#sendOnce(one));
    return call.files ? answer.finally(() => closeStreams(call)) : answer;
  }

  onApplicationShutdown(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  async #sendOnce(call: HttpCall): Promise<unknown> {
    const response = await this.#exchange(call);
    const { status } = response;
    if (call.envelope) {
      const headers = response.headers as IncomingHttpHeaders;
      return decodeSealed(call, call.envelope, status, headers, response.data as Buffer);
    }
    if (call.traits.answer !== 'binary') return decodeJson(call, status, response.data as Buffer);
    const contentType = response.headers['content-type'] as string | undefined;
    if (!call.stream) return decodeBinary(call, status, contentType, response.data as Buffer);
    const stream = response.data as Readable;
    if (status < 300 && !saysText(contentType)) return this.#handOut(call, stream);
    return Readable.from([decodeBinary(call, status, contentType, await this.#collect(call, stream))]);
  }

  async #exchange(call: HttpCall): Promise<AxiosResponse<unknown>> {
    const { url, headers, data } = encodeRequest(call);
    try {
      return await this.#service.axiosRef.request({
        method: call.route.slice(0, call.route.indexOf(' ')),
        url,
        headers,
        data,
        signal: call.signal,
        timeout: call.options.timeout ?? DEFAULT_TIMEOUT,
        responseType: call.stream ? 'stream' : 'arraybuffer',
        ...(call.options.proxy === undefined ? {} : { proxy: call.options.proxy }),
      });
    } catch (error) {
      call.signal?.throwIfAborted();
      throw toHttpError(call, error);
    }
  }

  /** The bytes as they come; stream and failure of the HTTP client's own show the URL with the token. */
  #handOut(call: HttpCall, stream: Readable): Readable {
    const bytes = new PassThrough();
    stream.once('error', (error) =>
      bytes.destroy(call.signal?.aborted ? (call.signal.reason as Error) : toHttpError(call, error)),
    );
    bytes.once('close', () => stream.destroy());
    return stream.pipe(bytes);
  }

  async #collect(call: HttpCall, stream: Readable): Promise<Buffer> {
    try {
      return await buffer(stream);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw toHttpError(call, error);
    }
  }
}
