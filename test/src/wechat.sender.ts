import { request } from 'node:http';
import { writeXml, type XmlTree } from '../../lib/common/index.js';
import { MessageCipher, sha1Signature } from '../../lib/crypto/index.js';

/** What comes back, as bytes on the wire. */
export interface RawAnswer {
  status: number;
  contentType: string;
  text: string;
}

export interface RawCallback {
  method?: string;
  query?: Record<string, string> | string;
  body?: string | Buffer;
  /** An array is a header that comes several times. */
  headers?: Record<string, string | string[]>;
}

/** Sends a request with no client library in between. */
export function sendRaw(
  url: string,
  { method = 'POST', query = {}, body = '', headers = {} }: RawCallback,
): Promise<RawAnswer> {
  const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}?${text}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const seconds = (): string => String(Math.floor(Date.now() / 1000));

/** The query WeChat signs a plain push with. */
export function plainQuery(token: string, timestamp = seconds(), nonce = 'n0nce'): Record<string, string> {
  return { signature: sha1Signature(token, timestamp, nonce), timestamp, nonce };
}

export interface Seal {
  token: string;
  encodingAESKey: string;
  appId: string;
}

/** A sealed push: its query and its body. */
export function sealedPush(
  plaintext: string,
  { token, encodingAESKey, appId }: Seal,
  format: 'xml' | 'json' = 'xml',
): { query: Record<string, string>; body: string } {
  const Encrypt = new MessageCipher(encodingAESKey).seal(plaintext, appId);
  const query = plainQuery(token);
  const msg_signature = sha1Signature(token, query.timestamp as string, query.nonce as string, Encrypt);
  const envelope = { ToUserName: 'gh_test', Encrypt };
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature },
    body: format === 'xml' ? writeXml(envelope) : JSON.stringify(envelope),
  };
}

let lastId = 7_000_000_000_000_000_000n;

/** The XML of a text message, every one with a MsgId of its own. */
export function textXml(content: string, more: XmlTree = {}): string {
  lastId += 1n;
  return writeXml({
    ToUserName: 'gh_test',
    FromUserName: 'oAlice',
    CreateTime: Number(seconds()),
    MsgType: 'text',
    Content: content,
    MsgId: String(lastId),
    ...more,
  });
}
