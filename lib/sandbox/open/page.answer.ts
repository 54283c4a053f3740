import type { ServerResponse } from 'node:http';

export const HTML = 'text/html; charset=utf-8';
const SAFE = {
  'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** Sends a visitor to another address. */
export function redirect(response: ServerResponse, location: string): void {
  send(response, 302, 'text/plain', '', { Location: location });
}

/** Answers with a page or a file that no other site may frame or run scripts in. */
export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...SAFE,
    ...headers,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
