/**
 * Requests that were written as bytes in advance, over kept connections. A client of node:http costs more than some of the servers
 * it would measure, and a server that waits for its client works cheaper.
 */
import { connect } from 'node:net';

/** The bytes of a request. */
export function requestOf(path, body) {
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: text/xml',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Sends all on that many connections, one at a time on each; resolves to the answers, in order. */
export async function sendAll(port, requests, connections) {
  const answers = [];
  let next = 0;
  const take = () => (next < requests.length ? (next += 1) - 1 : undefined);
  const keep = (at, answer) => void (answers[at] = answer);
  await Promise.all(Array.from({ length: connections }, () => sendOnOne(port, requests, take, keep)));
  return answers;
}

function sendOnOne(port, requests, take, keep) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let at;
    let text = '';
    const next = () => {
      at = take();
      if (at === undefined) socket.end(resolve);
      else socket.write(requests[at]);
    };
    socket.setEncoding('latin1').on('error', reject).on('connect', next);
    socket.on('close', () => reject(new Error(`The server closed a connection after: ${text}`)));
    socket.on('data', (chunk) => {
      text += chunk;
      const body = bodyOf(text);
      if (body === undefined) return;
      if (!text.startsWith('HTTP/1.1 200 ')) return void socket.destroy(new Error(text));
      text = '';
      keep(at, body);
      next();
    });
  });
}

/** The body of an answer, once it is there as a whole. */
function bodyOf(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd).toLowerCase();
  const rest = text.slice(headEnd + 4);
  const [, length] = /\r\ncontent-length: (\d+)/.exec(head) ?? [];
  if (length !== undefined) return rest.length < Number(length) ? undefined : rest;
  if (!head.includes('\r\ntransfer-encoding: chunked')) throw new Error(`An answer of no length: ${head}`);
  return rest.endsWith('0\r\n\r\n') ? withoutChunks(rest) : undefined;
}

function withoutChunks(rest) {
  let body = '';
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf('\r\n', at);
    const size = Number.parseInt(rest.slice(at, lineEnd), 16);
    if (size === 0) return body;
    body += rest.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
