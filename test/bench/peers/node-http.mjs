/** No library at all: reads the body and answers with what was sealed beforehand. Nobody can be cheaper. */
import { createServer } from 'node:http';
import { sealedMessage } from '../messages.mjs';

export function create() {
  const { body } = sealedMessage();
  const headers = { 'content-type': 'text/xml', 'content-length': body.length };
  return createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => response.writeHead(200, headers).end(Buffer.concat(chunks) && body));
  });
}
