import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readBody, refuseCompression } from '../../../../lib/callback/adapters/body.reader.js';
import { MAX_BODY } from '../../../../lib/callback/callback.endpoint.js';
import { CallbackRefusal } from '../../../../lib/callback/callback.refusal.js';
import { failureOf } from '../../failure.js';

const request = (): PassThrough & IncomingMessage =>
  Object.assign(new PassThrough(), { headers: {} }) as never;

describe('readBody', () => {
  it('gives exactly the bytes that came, in however many pieces', async () => {
    const incoming = request();
    const body = readBody(incoming);
    for (const byte of Buffer.from('<xml>你好</xml>')) incoming.write(Buffer.from([byte]));
    incoming.end();
    expect((await body).toString()).toBe('<xml>你好</xml>');
  });

  it('gives nothing for an empty body', async () => {
    const incoming = request();
    const body = readBody(incoming);
    incoming.end();
    expect(await body).toHaveLength(0);
  });

  it('takes a body of 1 MiB', async () => {
    const incoming = request();
    const body = readBody(incoming);
    incoming.end(Buffer.alloc(MAX_BODY));
    expect(await body).toHaveLength(1024 * 1024);
  });

  it('refuses one byte more with 413, and lets the rest pass by', async () => {
    const incoming = request();
    const body = failureOf<CallbackRefusal>(readBody(incoming));
    incoming.write(Buffer.alloc(MAX_BODY));
    incoming.write(Buffer.alloc(1));
    expect(await body).toMatchObject({ status: 413 });
    for (let more = 0; more < 50; more += 1) incoming.write(Buffer.alloc(65_536));
    incoming.end();
    await new Promise((resolve) => incoming.on('end', resolve));
    expect(incoming.readableEnded).toBe(true);
  });

  it('refuses a body that ends before its time', async () => {
    const incoming = request();
    const body = failureOf<CallbackRefusal>(readBody(incoming));
    incoming.write('<xml>');
    incoming.destroy();
    expect(await body).toMatchObject({ status: 400 });
  });

  it('refuses a body whose connection is gone already', async () => {
    const incoming = request();
    incoming.destroy();
    await new Promise((resolve) => incoming.on('close', resolve));
    expect(await failureOf<CallbackRefusal>(readBody(incoming))).toMatchObject({ status: 400 });
  });

  it('takes the bytes a host has read before', async () => {
    const incoming = Object.assign(request(), { rawBody: Buffer.from('<xml/>') });
    expect((await readBody(incoming)).toString()).toBe('<xml/>');
  });

  it('does not wait for a body somebody else has read', async () => {
    const incoming = request();
    incoming.end('x');
    incoming.resume();
    await new Promise((resolve) => incoming.on('end', resolve));
    expect(await readBody(incoming)).toHaveLength(0);
    Object.assign(incoming.headers, { 'content-length': '1' });
    await expect(readBody(incoming)).rejects.toThrow(/something read the body/);
  });
});

describe('refuseCompression', () => {
  it.each([undefined, '', 'identity'])('takes %j', (encoding) => {
    expect(() => refuseCompression(encoding)).not.toThrow();
  });

  it.each(['gzip', 'br', 'gzip, deflate', 'x'.repeat(1000)])('refuses %j with 415', async (encoding) => {
    const error = await failureOf<CallbackRefusal>(() => refuseCompression(encoding));
    expect(error).toMatchObject({ status: 415 });
    expect(error.message.length).toBeLessThan(80);
  });
});
