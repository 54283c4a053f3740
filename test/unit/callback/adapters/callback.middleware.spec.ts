import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCallbackMiddleware } from '../../../../lib/callback/adapters/callback.middleware.js';
import {
  type CallbackAddress,
  CallbackEndpoint,
  type IncomingCallback,
} from '../../../../lib/callback/callback.endpoint.js';

const handle = jest.fn(async (incoming: IncomingCallback) => ({
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: `好 ${incoming.rawBody.length}`,
}));
const refuse = jest.fn((error: unknown) => ({
  status: (error as { status: number }).status,
  contentType: 'text/plain',
  body: 'refused',
}));
const endpoint = {
  basePath: '/api/wechat',
  isMeant: ({ clientKey, accountKey, queryText, headers }: CallbackAddress) =>
    queryText.includes('signature=') ||
    headers['wechatpay-signature'] !== undefined ||
    (accountKey === undefined ? clientKey === 'shop' : clientKey === 'platform'),
  handle,
  refuse,
} as unknown as CallbackEndpoint;

let server: Server;
beforeAll(async () => {
  const middleware = createCallbackMiddleware(endpoint);
  server = createServer((request, response) =>
    middleware(request, response, () => void response.writeHead(418).end('the next one')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void jest.clearAllMocks());

function call(
  method: string,
  path: string,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status?: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const outgoing = send({ port, method, path, headers }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers, text }));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    },
  );
}

describe('the Express middleware', () => {
  it.each<[string, string[], string]>([
    ['/api/wechat/shop?signature=x&a=%2B', ['shop'], 'signature=x&a=%2B'],
    ['/api/wechat/shop', ['shop'], ''],
    ['/api/wechat/shop/', ['shop'], ''],
    ['/api/wechat?signature=x', [], 'signature=x'],
    ['/api/wechat/?signature=x', [], 'signature=x'],
    ['/api/wechat/%E4%BD%A0?signature=x', ['你'], 'signature=x'],
    ['/api/wechat/%zz?signature=x', ['%zz'], 'signature=x'],
    ['/api/wechat/..?signature=x?y', ['..'], 'signature=x?y'],
    ['/api/wechat/platform/wx1?signature=x', ['platform', 'wx1'], 'signature=x'],
    ['/api/wechat/platform/wx1/', ['platform', 'wx1'], ''],
    ['/api/wechat/platform/%E4%BD%A0', ['platform', '你'], ''],
    ['/api/wechat/a/b?signature=x', ['a', 'b'], 'signature=x'],
  ])('takes %s', async (path, [clientKey, accountKey], queryText) => {
    const { status } = await call('POST', path, '<xml/>');
    expect(status).toBe(200);
    expect(handle).toHaveBeenCalledWith({
      method: 'POST',
      clientKey,
      accountKey,
      queryText,
      headers: expect.objectContaining({ host: expect.any(String) }),
      rawBody: Buffer.from('<xml/>'),
    });
  });

  it.each([
    '/',
    '/api',
    '/api/wechatty',
    '/api/wechat',
    '/api/wechat/page',
    '/api/wechat/shop/more',
    '/api/wechat/a/b',
    '/api/wechat/a/b/c?signature=x',
    '/api/wechat//wx1?signature=x',
    '/wechat/shop',
    '/other?x=/api/wechat/shop',
  ])('leaves %s to the next one', async (path) => {
    expect((await call('POST', path)).status).toBe(418);
    expect(handle).not.toHaveBeenCalled();
  });

  it('answers with the length in bytes, and lets no browser guess the type', async () => {
    const { headers, text } = await call('GET', '/api/wechat/shop');
    expect(text).toBe('好 0');
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '5',
      'x-content-type-options': 'nosniff',
    });
  });

  it('hands over every byte, whatever the content type says', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    await call('POST', '/api/wechat/shop', bytes, { 'content-type': 'application/json; charset=gbk' });
    expect(handle.mock.calls[0]?.[0].rawBody.equals(bytes)).toBe(true);
  });

  it('takes what is signed in a header', async () => {
    const signed = { 'wechatpay-signature': 'x' };
    expect((await call('POST', '/api/wechat/nobody', '{}', signed)).status).toBe(200);
    expect((await call('POST', '/api/wechat', '{}', signed)).status).toBe(200);
    expect(handle).toHaveBeenLastCalledWith(expect.objectContaining({ clientKey: undefined }));
  });

  it('refuses a compressed body', async () => {
    expect((await call('POST', '/api/wechat/shop', 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
    expect(handle).not.toHaveBeenCalled();
  });

  it('refuses a body that is too large, and closes the connection', async () => {
    const { status, headers } = await call('POST', '/api/wechat/shop', Buffer.alloc(1024 * 1024 + 1));
    expect(status).toBe(413);
    expect(headers.connection).toBe('close');
    expect(handle).not.toHaveBeenCalled();
  });
});
