import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FileStore } from './file.store.js';

/** Plays the hosts that files of WeCom are fetched from. */
export class FileGateway {
  constructor(private readonly store: FileStore) {}

  async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = this.store.find(path, request.headers.cookie ?? '');
    if (!file || request.method !== 'GET') {
      response.writeHead(file ? 405 : 403, { 'Content-Length': 0 }).end();
      return;
    }
    const name = encodeURIComponent(file.filename);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      'Content-Length': file.content.length,
    });
    response.end(file.content);
  }
}
