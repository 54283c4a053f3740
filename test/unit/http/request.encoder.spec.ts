import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import type { CallEnvelope } from '../../../lib/http/index.js';
import { encodeRequest } from '../../../lib/http/request.encoder.js';
import { CANARY_TOKEN, callOf } from './http.call.js';

const BASE = 'https://api.weixin.qq.com';
const encode = (given: Parameters<typeof callOf>[1]) =>
  encodeRequest(callOf(BASE, { accessToken: undefined, ...given }));
/** The library form-data makes streams of the old kind, which can only be piped. */
const bytesOf = (data: unknown) => buffer((data as Readable).pipe(new PassThrough()));
const ID = '9223372036854775807';

describe('encodeRequest', () => {
  it('writes the path, the query and the token', () => {
    const { url } = encode({
      route: 'GET /cgi-bin/user/info',
      query: { openid: 'o 1&2', lang: 'zh_CN', none: undefined, n: 0, b: false, id: BigInt(ID) },
      accessToken: CANARY_TOKEN,
    });
    expect(url).toBe(
      `${BASE}/cgi-bin/user/info?openid=o+1%262&lang=zh_CN&n=0&b=false&id=${ID}&access_token=${CANARY_TOKEN}`,
    );
  });

  it('adds nothing to a path without query and token', () => {
    expect(encode({ route: 'GET /a' })).toEqual({ url: `${BASE}/a`, headers: {} });
  });

  it('adds to a query the path already has', () => {
    const { url } = encode({ route: 'GET /a?x=1', query: { y: 2 }, accessToken: 't' });
    expect(url).toBe(`${BASE}/a?x=1&y=2&access_token=t`);
  });

  it('writes a body as JSON, Chinese and all', () => {
    const { data, headers } = encode({ body: { name: '你好😀', none: undefined } });
    expect(data).toBe('{"name":"你好😀"}');
    expect(headers).toEqual({ 'content-type': 'application/json' });
  });

  it('writes an empty object where the body is one', () => {
    expect(encode({ body: {} }).data).toBe('{}');
  });

  it('writes marked ids as numbers, however they were given', () => {
    const traits = {
      bodyIds: [['id'], ['list', '[]', 'id'], ['deep', 'er', 'id'], ['missing', '[]', 'id'], ['map', '*']],
    };
    const body = {
      id: ID,
      list: [{ id: BigInt(ID) }, { id: 5 }, { other: '6' }],
      deep: { er: { id: '007x' } },
      map: { a: '8' },
      other: ID,
    };
    expect(encode({ body, traits }).data).toBe(
      `{"id":${ID},"list":[{"id":${ID}},{"id":5},{"other":"6"}],"deep":{"er":{"id":"007x"}},"map":{"a":8},"other":"${ID}"}`,
    );
    expect(body.id).toBe(ID);
    expect(body.list[0]).toEqual({ id: BigInt(ID) });
  });

  it('writes bigints nobody marked, to paths outside the catalogue too', () => {
    expect(encode({ body: { id: BigInt(ID), list: [1n] } }).data).toBe(`{"id":${ID},"list":[1]}`);
  });

  it('sends raw bytes as they are', () => {
    const body = Buffer.from([0, 1, 255]);
    const { data, headers } = encode({ body, traits: { body: 'raw' } });
    expect(data).toBe(body);
    expect(headers).toEqual({ 'content-type': 'application/octet-stream' });
  });

  it('writes files and fields as a form, with its length', async () => {
    const { data, headers } = encode({
      traits: { body: 'multipart' },
      files: { media: { content: Buffer.from([0, 255, 13, 10]), filename: '图片 "1".jpg' }, none: undefined },
      body: { description: { title: '标题' }, n: 1, none: undefined },
    });
    const form = await bytesOf(data);
    expect(headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(headers['content-length']).toBe(String(form.length));
    const text = form.toString('latin1');
    expect(text).toContain(Buffer.from('name="media"; filename="图片 %221%22.jpg"').toString('latin1'));
    expect(text).toContain('Content-Type: image/jpeg\r\n\r\n\x00\xff\r\n\r\n');
    expect(text).toContain(Buffer.from('name="description"\r\n\r\n{"title":"标题"}\r\n').toString('latin1'));
    expect(text).toContain('name="n"\r\n\r\n1\r\n');
    expect(text).not.toContain('none');
  });

  it.each([[{}], [{ files: {} }], [{ files: { img: undefined }, body: { a: undefined } }]])(
    'sends no body for a form without parts: %j',
    (contents) => {
      const { data, headers } = encode({ traits: { body: 'multipart' }, ...contents });
      expect(data).toBeUndefined();
      expect(headers).toEqual({});
    },
  );

  it('lets no filename write a header of its own', async () => {
    const filename = 'a.jpg"\r\nX-Evil: 1\r\n\r\n';
    const { data } = encode({ files: { media: { content: Buffer.from('x'), filename } } });
    expect((await bytesOf(data)).toString()).not.toMatch(/^X-Evil/m);
  });

  it('writes a view on a larger buffer as just its bytes', async () => {
    const content = new Uint8Array(Buffer.from('-abc-')).subarray(1, 4);
    const { data } = encode({ files: { media: { content, filename: 'a.bin' } } });
    expect((await bytesOf(data)).toString()).toContain('\r\n\r\nabc\r\n');
  });

  it('takes a stream whose size is known, a content type of its own', async () => {
    const { data, headers } = encode({
      files: {
        media: { content: Readable.from(['abc']), filename: 'a.mp4', size: 3, contentType: 'video/x' },
      },
    });
    const form = await bytesOf(data);
    expect(form.length).toBe(Number(headers['content-length']));
    expect(form.toString()).toContain('Content-Type: video/x\r\n\r\nabc\r\n');
  });

  it('refuses a stream whose size is not, and says what to give', () => {
    const files = { media: { content: Readable.from(['abc']), filename: 'a.mp4' } };
    expect(() => encode({ files })).toThrow(WeChatConfigError);
    expect(() => encode({ files })).toThrow(/"a\.mp4".*"size"/);
  });
});

describe('encodeRequest with what a call brings', () => {
  it.each(['{"a": 1.0}', ' {"a":"你好"}', '{"id":123456789012345678901}'])(
    'sends %j byte for byte: it is JSON already',
    (body) => {
      const { data, headers } = encode({ body, traits: { bodyIds: [['id']] } });
      expect(data).toBe(body);
      expect(headers).toEqual({ 'content-type': 'application/json' });
    },
  );

  it('sends its headers in lower case, and keeps the content type of the body', () => {
    const given = { Authorization: 'Basic x', 'Content-Type': 'text/plain', 'if-none-match': '"1"' };
    expect(encode({ headers: given, body: {} }).headers).toEqual({
      authorization: 'Basic x',
      'if-none-match': '"1"',
      'content-type': 'application/json',
    });
    expect(encode({ route: 'GET /a', headers: { 'X-A': '1' } }).headers).toEqual({ 'x-a': '1' });
  });

  it('keeps the boundary of a form', () => {
    const { headers } = encode({
      headers: { 'content-type': 'text/plain' },
      files: { media: { content: Buffer.from('x'), filename: 'a' } },
    });
    expect(headers['content-type']).toMatch(/boundary=/);
  });
});

describe('encodeRequest with an envelope', () => {
  const envelope: CallEnvelope = {
    seal: (path, body) => ({ body: `sealed ${path} ${body}`, headers: { 'wechatmp-appid': 'wx1' } }),
    isSigned: () => true,
    open: () => ({}),
  };

  it('seals path and parameters and leaves the token outside', () => {
    const sealed = encode({
      route: 'POST /a/b?action=set#one',
      query: { lang: 'zh_CN', n: 0, none: undefined },
      body: { id: ID, name: '你' },
      traits: { bodyIds: [['id']] },
      accessToken: 't',
      headers: { 'Content-Type': 'text/plain', 'Wechatmp-Appid': 'other', 'X-A': '1' },
      envelope,
    });
    expect(sealed).toEqual({
      url: `${BASE}/a/b?action=set&access_token=t`,
      data: `sealed /a/b {"action":"set","lang":"zh_CN","n":0,"id":${ID},"name":"你"}`,
      headers: { 'x-a': '1', 'wechatmp-appid': 'wx1', 'content-type': 'application/json' },
    });
  });

  it.each([undefined, {}, '{}', ' { } '])('seals an empty object for the body %j', (body) => {
    expect(encode({ route: 'POST /a', body, envelope }).data).toBe('sealed /a {}');
  });

  it.each([[[1]], ['[1]'], ['"x"'], [''], [5], [null]])('refuses %j, which has no fields', (body) => {
    expect(() => encode({ body, envelope })).toThrow(WeChatConfigError);
  });
});

describe('The path of a route', () => {
  it('leaves out what only tells variants apart, and keeps a fixed query', () => {
    expect(encode({ route: 'POST /a/b#action=list', body: {} }).url).toMatch(/\/a\/b(\?|$)/);
    expect(encode({ route: 'POST /a/b?action=set', query: { x: 1 }, body: {} }).url).toContain(
      '/a/b?action=set&x=1',
    );
  });
});
