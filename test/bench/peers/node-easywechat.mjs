/**
 * `node-easywechat` on node:http alone: it takes Node's own requests. An application for each, as in its author's
 * node-easywechat-demo: it holds one request, and one more handler after each request it has served.
 */
import { createServer } from 'node:http';
import { EASYWECHAT_CONFIG } from './easywechat.config.mjs';

export function create(load) {
  const { OfficialAccount, ServerRequest } = load('node-easywechat');
  const answerTo = async (request) => {
    const app = new OfficialAccount(EASYWECHAT_CONFIG);
    app.setRequest(await ServerRequest.createFromIncomingMessage(request));
    const server = app.getServer();
    server.addMessageListener('text', async (message) => message.Content);
    return server.serve();
  };
  return createServer(async (request, response) => {
    try {
      const answer = await answerTo(request);
      response.writeHead(answer.getStatusCode(), { 'content-type': answer.getHeader('content-type') });
      response.end(answer.getBody());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
}
