import { describe, expect, it } from '@jest/globals';
import { WeChatApiError, WeChatHttpError } from '../../../lib/common/index.js';
import { decodeBinary, decodeJson, saysText } from '../../../lib/http/answer.decoder.js';
import { workHintFor } from '../../../lib/http/index.js';
import { failureOf } from '../failure.js';
import { CANARY_SECRET, CANARY_TOKEN, callOf } from './http.call.js';

const call = callOf('https://api.weixin.qq.com');
const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const refused = (body: unknown, status = 200) =>
  failureOf<WeChatApiError>(() => decodeJson(call, status, bytes(body)));
const broken = (body: string, status = 200) =>
  failureOf<WeChatHttpError>(() => decodeJson(call, status, bytes(body)));

describe('decodeJson', () => {
  it.each([
    ['no errcode', { ticket: 't' }],
    ['errcode 0', { errcode: 0, errmsg: 'ok' }],
    ['errcode 0 as a text', { errcode: '0', errmsg: 'ok' }],
    ['an empty object', {}],
    ['a list', [1, 2]],
  ])('takes an answer with %s', (_what, answer) => {
    expect(decodeJson(call, 200, bytes(answer))).toEqual(answer);
  });

  it('tells a refusal with everything that is known of it', async () => {
    const error = await refused({ errcode: 40013, errmsg: 'invalid appid rid: 5f8e1c3a-2b7d9e4f-6a1c0b3d' });
    expect(error).toBeInstanceOf(WeChatApiError);
    expect(error).toMatchObject({
      code: 'WECHAT_API',
      client: 'shop',
      route: 'POST /cgi-bin/test',
      errcode: 40013,
      errmsg: 'invalid appid',
      rid: '5f8e1c3a-2b7d9e4f-6a1c0b3d',
      hint: expect.stringContaining('appId'),
      docs: expect.stringMatching(/^https:\/\/developers\.weixin\.qq\.com\//),
      retryable: false,
    });
    expect(error.message).toContain('POST /cgi-bin/test was refused with 40013: invalid appid');
  });

  it('tells a refusal in the words of the product', async () => {
    const ofWork = { ...call, hints: workHintFor };
    const error = await failureOf<WeChatApiError>(() =>
      decodeJson(ofWork, 200, bytes({ errcode: 40013, errmsg: 'invalid corpid' })),
    );
    expect(error.hint).toContain('corpId');
    expect(error.docs).toMatch(/^https:\/\/developer\.work\.weixin\.qq\.com\//);
  });

  it.each([
    ['invalid credential, access_token is invalid or not latest rid: 6123-4567-89ab', '6123-4567-89ab'],
    ['invalid appid, rid: 6123-4567', '6123-4567'],
    ['invalid appid;rid:6123 ', '6123'],
    ['invalid appid hint: [abc] rid: 61-23', '61-23'],
    ['invalid appid', undefined],
  ])('finds the rid of %j', async (errmsg, rid) => {
    const error = await refused({ errcode: 1, errmsg });
    expect(error.rid).toBe(rid);
    expect(error.errmsg).not.toContain('rid');
  });

  it.each([
    ['a refusal under HTTP 500', { errcode: 40001, errmsg: 'x' }, 500, 40001],
    ['an errcode as a text', { errcode: '40001', errmsg: 'x' }, 200, 40001],
    ['an errcode without errmsg', { errcode: 48001 }, 200, 48001],
    ['a negative errcode', { errcode: -1, errmsg: 'system error' }, 200, -1],
    ['a refusal with data beside it', { errcode: 45009, errmsg: 'x', ticket: 't' }, 200, 45009],
  ])('throws %s', async (_what, body, status, errcode) => {
    expect(await refused(body, status)).toMatchObject({ errcode, code: 'WECHAT_API' });
  });

  it.each([
    [-1, true],
    [45011, true],
    [45033, true],
    [6000, true],
    [40001, false],
    [45009, false],
    [48001, false],
  ])('says of errcode %d whether the same call may succeed later: %s', async (errcode, retryable) => {
    expect((await refused({ errcode, errmsg: 'x' })).retryable).toBe(retryable);
  });

  it.each([
    ['HTML', '<html><body>Bad gateway</body></html>', 200, 'not JSON', false],
    ['HTML under HTTP 502', '<html>', 502, 'HTTP 502', true],
    ['nothing', '', 200, 'empty', false],
    ['nothing under HTTP 404', '', 404, 'HTTP 404', false],
    ['nothing under HTTP 429', '', 429, 'HTTP 429', true],
    ['cut JSON', '{"url":"http', 200, 'not JSON', false],
    ['a bare text', '"ok"', 200, 'not JSON', false],
    ['null', 'null', 200, 'not JSON', false],
    ['a number', '0', 200, 'not JSON', false],
    ['good JSON under HTTP 302', '{"a":1}', 302, 'HTTP 302', false],
    ['nesting without end', '{"a":'.repeat(200_000), 200, 'not JSON', false],
  ])('throws a WeChatHttpError for %s', async (_what, body, status, said, retryable) => {
    const error = await broken(body, status);
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status, client: 'shop', route: 'POST /cgi-bin/test', retryable });
    expect(error.message).toContain(said);
    expect(error.body).toBe(body.slice(0, 200));
  });

  it('takes the secrets of the call out of whatever came', async () => {
    const page = await broken(
      `<a href="/x?access_token=${CANARY_TOKEN}&secret=${CANARY_SECRET}">${CANARY_SECRET}</a>`,
    );
    const api = await refused({
      errcode: 40001,
      errmsg: `bad token ${CANARY_TOKEN}, secret=${CANARY_SECRET} rid: 1-2`,
    });
    for (const error of [page, api]) {
      const said = `${error.message}${error.stack}${JSON.stringify(error)}`;
      expect(said).not.toContain(CANARY_TOKEN);
      expect(said).not.toContain(CANARY_SECRET);
    }
    expect(api.rid).toBe('1-2');
  });

  it('makes strings of the ids the catalogue marks, small and large, wherever they are', () => {
    const list = ['list', '[]'];
    const answerIds = [
      ['msgid'],
      [...list, 'id'],
      [...list, 'sub', '[]', 'id'],
      ['missing', 'id'],
      ['text'],
      ['map', '*'],
    ];
    const traits = { answerIds };
    const answer = decodeJson(
      { ...call, traits },
      200,
      bytes(
        '{"msgid":7,"text":"8","list":[{"id":9223372036854775807,"sub":[{"id":1}]},{"id":2},3,null],"map":{"a":1,"b":2},"other":4}',
      ),
    );
    expect(answer).toEqual({
      msgid: '7',
      text: '8',
      list: [{ id: '9223372036854775807', sub: [{ id: '1' }] }, { id: '2' }, 3, null],
      map: { a: '1', b: '2' },
      other: 4,
    });
  });

  it('loses no digit of an id nobody marked', () => {
    expect(decodeJson(call, 200, bytes('{"id":18446744073709551615}'))).toEqual({
      id: '18446744073709551615',
    });
  });
});

describe('decodeBinary', () => {
  const picture = Buffer.from([0xff, 0xd8, 0, 0xff]);

  it.each([['image/jpeg'], ['application/octet-stream'], ['video/mp4'], [undefined]])(
    'hands out bytes under %s',
    (type) => {
      expect(decodeBinary(call, 200, type, picture)).toBe(picture);
    },
  );

  it('hands out JSON that is no error: the address of a video', () => {
    const answer = bytes({ video_url: 'https://v' });
    expect(decodeBinary(call, 200, 'text/plain', answer)).toBe(answer);
  });

  it.each([['application/json'], ['text/plain'], [undefined], ['image/jpeg'], ['application/octet-stream']])(
    'throws the refusal that came in place of bytes under %s',
    async (type) => {
      const body = bytes({ errcode: 40007, errmsg: 'invalid media_id' });
      const error = await failureOf<WeChatApiError>(() => decodeBinary(call, 200, type, body));
      expect(error).toMatchObject({ errcode: 40007, code: 'WECHAT_API' });
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0), 200, 'image/jpeg'],
    ['a failure', Buffer.from('bad gateway'), 502, 'text/plain'],
    ['a redirect', picture, 302, 'image/jpeg'],
    ['a web page', Buffer.from('<html>please log in</html>'), 200, 'text/html; charset=utf-8'],
  ])('throws a WeChatHttpError for %s', async (_what, body, status, type) => {
    const error = await failureOf(() => decodeBinary(call, status, type, body));
    expect(error).toBeInstanceOf(WeChatHttpError);
    expect(error).toMatchObject({ status });
  });

  it('takes a picture that begins like JSON for a picture', () => {
    const odd = Buffer.from('{not json at all');
    expect(decodeBinary(call, 200, 'image/jpeg', odd)).toBe(odd);
  });
});

describe('saysText', () => {
  it.each([
    ['application/json', true],
    ['application/json; encoding=utf-8', true],
    ['text/plain', true],
    ['text/html', true],
    [undefined, true],
    ['image/jpeg', false],
    ['application/octet-stream', false],
  ])('says of %s: %s', (type, expected) => {
    expect(saysText(type)).toBe(expected);
  });
});
