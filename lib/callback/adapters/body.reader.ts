import type { IncomingMessage } from 'node:http';
import { MAX_BODY } from '../callback.endpoint.js';
import { CallbackRefusal } from '../callback.refusal.js';

const EMPTY = Buffer.alloc(0);
const CONNECTION_ENDED = 'the connection ended within the body';
/** Milliseconds a body may take: twice as long as WeChat waits for the answer. Fastify by itself waits without end. */
const PATIENCE = 10_000;

/**
 * Reads the bytes of a body. Listeners, not `for await`: leaving that early would destroy the socket before the refusal
 * is sent.
 */
export function readBody(request: IncomingMessage & { rawBody?: unknown }): Promise<Buffer> {
  // hosts that parse before the application starts (cloud functions) leave the bytes here
  if (Buffer.isBuffer(request.rawBody)) return Promise.resolve(request.rawBody);
  if (request.readableEnded) {
    const isEmpty = request.headers['content-length'] === undefined && !request.headers['transfer-encoding'];
    if (isEmpty) return Promise.resolve(EMPTY);
    return Promise.reject(
      new CallbackRefusal(400, 'something read the body before the callback endpoint did'),
    );
  }
  if (request.destroyed) return Promise.reject(new CallbackRefusal(400, CONNECTION_ENDED));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const refuse = (status: number, why: string): void => {
      clearTimeout(timer);
      request.removeAllListeners('data').resume();
      reject(new CallbackRefusal(status, why));
    };
    const timer = setTimeout(() => refuse(408, `the body did not come within ${PATIENCE} ms`), PATIENCE);
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY) chunks.push(chunk);
      else refuse(413, `the body is larger than ${MAX_BODY} bytes`);
    });
    request.on('end', () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.on('error', () => refuse(400, CONNECTION_ENDED));
    request.on('close', () => {
      if (!request.complete) refuse(400, CONNECTION_ENDED);
    });
  });
}

/** WeChat never compresses. */
export function refuseCompression(encoding: string | undefined): void {
  if (encoding && encoding !== 'identity')
    throw new CallbackRefusal(415, `the body is compressed (${encoding.slice(0, 32)})`);
}
