import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Reply, reply } from '../../../lib/callback/index.js';
import type { CallbackRequest } from '../../../lib/client/index.js';
import {
  WeChatConfigError,
  WeChatDecryptError,
  WeChatError,
  WeChatParseError,
  WeChatSignatureError,
} from '../../../lib/common/index.js';
import { MessageCipher, sha1Signature } from '../../../lib/crypto/index.js';
import { asStrings, type Tree, vectors } from '../../fixtures/vectors.js';
import {
  APP_ID,
  type Format,
  KEY,
  type Mode,
  NONCE,
  NOW,
  openAnswer,
  OTHER_KEY,
  protocolOf,
  pushOf,
  SCAN,
  seconds,
  TEXT,
  TOKEN,
  write,
} from './push.maker.js';

const FORMATS: Format[] = ['xml', 'json'];
const MODES: Mode[] = ['plain', 'compatible', 'encrypted'];
const KEYED = { encodingAESKey: KEY };

/** Changes some of the query; undefined takes a parameter away. */
function withQuery(request: CallbackRequest, changes: Record<string, string | undefined>): CallbackRequest {
  const query = { ...request.query, ...changes };
  for (const name of Object.keys(query)) if (query[name] === undefined) delete query[name];
  return { ...request, query: query as Record<string, string> };
}
const withBody = (request: CallbackRequest, body: string | Buffer): CallbackRequest => ({
  ...request,
  rawBody: Buffer.from(body),
});

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('MessageProtocol opens', () => {
  for (const format of FORMATS) {
    for (const mode of MODES) {
      it.each([true, false])(`${mode} ${format} (a key configured: %s) where that is allowed`, (hasKey) => {
        const protocol = protocolOf({ encodingAESKey: hasKey ? KEY : undefined, allowPlaintext: true });
        const request = pushOf({ format, mode });
        if (mode === 'encrypted' && !hasKey) {
          expect(() => protocol.open(request)).toThrow(WeChatDecryptError);
          expect(() => protocol.open(request)).toThrow(/configure the encodingAESKey/);
          return;
        }
        const push = protocol.open(request);
        expect(push).toMatchObject({ kind: 'message', name: 'text', onceKey: 'o1:6074746557628292943' });
        expect(push.message).toMatchObject(TEXT);
      });

      it(`an event in ${mode} ${format}`, () => {
        const push = protocolOf(KEYED).open(
          pushOf({ format, mode: mode === 'plain' ? 'encrypted' : mode, tree: SCAN }),
        );
        expect(push).toMatchObject({ kind: 'event', name: 'SCAN', message: SCAN });
      });
    }
  }

  it.each(vectors('messages', 'inbound-xml', 'inbound-json').map((vector) => [vector.name, vector] as const))(
    'the vector %s, plain and sealed',
    (_name, { input, expected }) => {
      const text = (input.xml ?? input.json) as string;
      const parsed = asStrings(expected.parsed) as Record<string, string>;
      const plain = protocolOf().open(withBody(pushOf(), text));
      expect(plain.message).toEqual(parsed);
      expect(plain.kind).toBe(parsed.MsgType === 'event' ? 'event' : 'message');
      expect(plain.name).toBe(parsed.MsgType === 'event' ? parsed.Event : parsed.MsgType);
      const Encrypt = new MessageCipher(KEY).seal(text, APP_ID);
      const sealed = withQuery(
        withBody(pushOf(), write(input.xml ? 'xml' : 'json', { ToUserName: 'x', Encrypt })),
        {
          msg_signature: sha1Signature(TOKEN, seconds(NOW), NONCE, Encrypt),
        },
      );
      expect(protocolOf(KEYED).open(sealed).message).toEqual(parsed);
    },
  );

  it.each(
    vectors('crypto', 'bizmsg-decrypt', 'bizmsg-decrypt-json')
      .filter(
        ({ input, expected }) => input.body && input.appId && (expected.fields?.MsgType ?? expected.json),
      )
      .map((vector) => [vector.name, vector] as const),
  )('the captured push %s at its own time', (_name, { input, expected }) => {
    const {
      token = '',
      encodingAESKey = '',
      appId = '',
      timestamp = '',
      nonce = '',
      msgSignature = '',
      body = '',
    } = input;
    jest.setSystemTime(Number(timestamp) * 1000);
    const protocol = protocolOf({ token, encodingAESKey, receiveId: appId });
    const query = { msg_signature: msgSignature, timestamp, nonce, encrypt_type: 'aes' };
    const { message } = protocol.open({ method: 'POST', query, headers: {}, rawBody: Buffer.from(body) });
    expect(message).toMatchObject(asStrings(expected.fields ?? expected.json) as Tree);
    jest.setSystemTime(NOW);
    expect(() => protocol.open({ method: 'POST', query, headers: {}, rawBody: Buffer.from(body) })).toThrow(
      WeChatSignatureError,
    );
  });

  it('what was sealed, not what stands beside it in compatible mode', () => {
    const request = pushOf({ mode: 'compatible' });
    const forged = withBody(
      request,
      request.rawBody.toString().replace('<![CDATA[你好]]>', '<![CDATA[forged]]>'),
    );
    expect(forged.rawBody.toString()).toContain('forged');
    expect(protocolOf(KEYED).open(forged).message).toEqual(TEXT);
  });

  it('a body with a byte order mark, blanks in front or an XML declaration', () => {
    const body = write('xml', TEXT);
    for (const front of ['\uFEFF', ' \n', '<?xml version="1.0"?>\n', '\uFEFF\n<?xml version="1.0"?>']) {
      expect(protocolOf().open(withBody(pushOf(), front + body)).message).toEqual(TEXT);
    }
    expect(protocolOf().open(withBody(pushOf(), ` \uFEFF${write('json', TEXT)}`)).message).toEqual(TEXT);
  });

  it.each([-300, -1, 0, 1, 300])('a push whose timestamp is %d s off the clock', (off) => {
    for (const mode of MODES) {
      const request = pushOf({ mode, timestamp: seconds(NOW + off * 1000) });
      expect(protocolOf({ ...KEYED, allowPlaintext: true }).open(request).name).toBe('text');
    }
  });

  it('a sealed push whose plain signature was left out', () => {
    const request = withQuery(pushOf({ mode: 'encrypted' }), {
      signature: undefined,
      encrypt_type: undefined,
    });
    expect(protocolOf(KEYED).open(request).message).toEqual(TEXT);
  });

  it('a plain push although a key is configured, while that is allowed', () => {
    const protocol = protocolOf({ ...KEYED, allowPlaintext: true });
    expect(protocol.open(pushOf()).message).toEqual(TEXT);
    expect(protocol.open(pushOf({ mode: 'encrypted' })).message).toEqual(TEXT);
  });
});

describe('MessageProtocol refuses', () => {
  const sealed = () => pushOf({ mode: 'encrypted' });
  const REFUSALS: Array<[string, () => CallbackRequest, new (message: string) => WeChatError, object?]> = [
    ['a missing signature', () => withQuery(pushOf(), { signature: undefined }), WeChatSignatureError],
    ['an empty signature', () => withQuery(pushOf(), { signature: '' }), WeChatSignatureError],
    ['a wrong signature', () => withQuery(pushOf(), { signature: 'a'.repeat(40) }), WeChatSignatureError],
    ['a signature with another token', () => pushOf({ token: 'other' }), WeChatSignatureError],
    ['a signature with an empty token', () => pushOf({ token: '' }), WeChatSignatureError],
    ['a signature of another nonce', () => withQuery(pushOf(), { nonce: '1' }), WeChatSignatureError],
    ['a query without anything', () => ({ ...pushOf(), query: {} }), WeChatSignatureError],
    ['a missing timestamp', () => withQuery(pushOf(), { timestamp: undefined }), WeChatSignatureError],
    ['a timestamp that is no number', () => pushOf({ timestamp: 'NaN' }), WeChatSignatureError],
    ['a timestamp with a sign', () => pushOf({ timestamp: `+${seconds(NOW)}` }), WeChatSignatureError],
    ['a timestamp in milliseconds', () => pushOf({ timestamp: String(NOW) }), WeChatSignatureError],
    ['a timestamp with blanks', () => pushOf({ timestamp: ` ${seconds(NOW)}` }), WeChatSignatureError],
    ['a timestamp 301 s ago', () => pushOf({ timestamp: seconds(NOW - 301_000) }), WeChatSignatureError],
    ['a timestamp 301 s ahead', () => pushOf({ timestamp: seconds(NOW + 301_000) }), WeChatSignatureError],
    [
      'a sealed push 301 s ago',
      () => pushOf({ mode: 'encrypted', timestamp: seconds(NOW - 301_000) }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a sealed push 301 s ahead',
      () => pushOf({ mode: 'encrypted', timestamp: seconds(NOW + 301_000) }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'an old sealed push without its plain signature',
      () => withQuery(pushOf({ mode: 'encrypted', timestamp: '1' }), { signature: undefined }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a missing msg_signature',
      () => withQuery(sealed(), { msg_signature: undefined }),
      WeChatSignatureError,
      KEYED,
    ],
    ['an empty msg_signature', () => withQuery(sealed(), { msg_signature: '' }), WeChatSignatureError, KEYED],
    [
      'a wrong msg_signature',
      () => withQuery(sealed(), { msg_signature: 'a'.repeat(40) }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'the plain signature as msg_signature',
      () => withQuery(sealed(), { msg_signature: sealed().query.signature }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a right msg_signature beside a wrong signature',
      () => withQuery(sealed(), { signature: 'a'.repeat(40) }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'neither signature',
      () => withQuery(sealed(), { signature: undefined, msg_signature: undefined }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a msg_signature with another token',
      () => pushOf({ mode: 'encrypted', token: 'other' }),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a cipher text that was touched',
      () =>
        withBody(
          sealed(),
          sealed()
            .rawBody.toString()
            .replace(/CDATA\[(?=[^\]]{40})./, 'CDATA['),
        ),
      WeChatSignatureError,
      KEYED,
    ],
    [
      'a push sealed with another key',
      () => pushOf({ mode: 'encrypted', key: OTHER_KEY }),
      WeChatDecryptError,
      KEYED,
    ],
    [
      'a push sealed for another account',
      () => pushOf({ mode: 'encrypted', appId: 'wx0' }),
      WeChatDecryptError,
      KEYED,
    ],
    ['a push sealed for nobody', () => pushOf({ mode: 'encrypted', appId: '' }), WeChatDecryptError, KEYED],
    [
      'a push sealed for a longer appid',
      () => pushOf({ mode: 'encrypted', appId: `${APP_ID}0` }),
      WeChatDecryptError,
      KEYED,
    ],
    ['a plain push where a key is configured', () => pushOf(), WeChatDecryptError, KEYED],
    [
      'a plain push that claims to be sealed, where a key is configured',
      () => withQuery(pushOf(), { encrypt_type: 'aes' }),
      WeChatDecryptError,
      KEYED,
    ],
    [
      'a plain push with a msg_signature only',
      () => withQuery(pushOf(), { signature: undefined, msg_signature: 'x' }),
      WeChatSignatureError,
    ],
    [
      'a plain push with encrypt_type only',
      () => withQuery(pushOf(), { signature: undefined, encrypt_type: 'aes' }),
      WeChatSignatureError,
    ],
    [
      'the same where plain text is allowed',
      () => withQuery(pushOf(), { signature: undefined, encrypt_type: 'aes' }),
      WeChatSignatureError,
      { ...KEYED, allowPlaintext: true },
    ],
    [
      'a plain push with the msg_signature of another',
      () => withQuery(pushOf(), { signature: undefined, msg_signature: sealed().query.msg_signature }),
      WeChatSignatureError,
      { ...KEYED, allowPlaintext: true },
    ],
    ['a sealed push where no key is configured', sealed, WeChatDecryptError],
    ['an empty Encrypt', () => withBody(sealed(), write('xml', { Encrypt: '' })), WeChatDecryptError, KEYED],
    [
      'an Encrypt that is a group',
      () => withBody(sealed(), '<xml><Encrypt><a>1</a></Encrypt></xml>'),
      WeChatDecryptError,
      KEYED,
    ],
    [
      'two Encrypts',
      () => withBody(sealed(), sealed().rawBody.toString().replace('</xml>', '<Encrypt>x</Encrypt></xml>')),
      WeChatDecryptError,
      KEYED,
    ],
    ['an empty body', () => withBody(pushOf(), ''), WeChatParseError],
    ['a body of blanks', () => withBody(pushOf(), ' \n '), WeChatParseError],
    ['a body that is neither XML nor JSON', () => withBody(pushOf(), 'hello'), WeChatParseError],
    ['a form', () => withBody(pushOf(), 'a=1&b=2'), WeChatParseError],
    ['cut XML', () => withBody(pushOf(), write('xml', TEXT).slice(0, -9)), WeChatParseError],
    ['cut JSON', () => withBody(pushOf(), write('json', TEXT).slice(0, -1)), WeChatParseError],
    ['a JSON list', () => withBody(pushOf(), `[${write('json', TEXT)}]`), WeChatParseError],
    ['a DOCTYPE', () => withBody(pushOf(), `<!DOCTYPE xml>${write('xml', TEXT)}`), WeChatParseError],
    [
      'an entity',
      () => withBody(pushOf(), `<!DOCTYPE x [<!ENTITY a "b">]>${write('xml', TEXT)}`),
      WeChatParseError,
    ],
    ['nesting without end', () => withBody(pushOf(), '<a>'.repeat(10_000)), WeChatParseError],
    ['JSON nesting without end', () => withBody(pushOf(), '{"a":'.repeat(10_000)), WeChatParseError],
    ['a body without MsgType', () => withBody(pushOf(), write('xml', { Content: 'x' })), WeChatParseError],
    ['an empty MsgType', () => withBody(pushOf(), write('xml', { ...TEXT, MsgType: '' })), WeChatParseError],
    [
      'two MsgTypes',
      () => withBody(pushOf(), write('xml', TEXT).replace('</xml>', '<MsgType>x</MsgType></xml>')),
      WeChatParseError,
    ],
    [
      'a MsgType that is a group',
      () => withBody(pushOf(), '<xml><MsgType><a>1</a></MsgType></xml>'),
      WeChatParseError,
    ],
    [
      'an event without its name',
      () => withBody(pushOf(), write('xml', { ...SCAN, Event: undefined })),
      WeChatParseError,
    ],
    [
      'bytes that are no text',
      () => withBody(pushOf(), Buffer.from([0xff, 0xfe, 0x00, 0x80])),
      WeChatParseError,
    ],
    ['sealed garbage', () => pushSealing('garbage'), WeChatParseError, KEYED],
    ['a sealed DOCTYPE', () => pushSealing(`<!DOCTYPE xml>${write('xml', TEXT)}`), WeChatParseError, KEYED],
    ['a sealed nothing', () => pushSealing(''), WeChatParseError, KEYED],
  ];

  function pushSealing(text: string): CallbackRequest {
    const Encrypt = new MessageCipher(KEY).seal(text, APP_ID);
    const msg_signature = sha1Signature(TOKEN, seconds(NOW), NONCE, Encrypt);
    return withQuery(withBody(sealed(), write('xml', { Encrypt })), { msg_signature });
  }

  it.each(REFUSALS)('%s', (_what, request, kind, options = {}) => {
    const protocol = protocolOf(options);
    let thrown: unknown;
    try {
      protocol.open(request());
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    const { message } = thrown as Error;
    expect(message.length).toBeLessThan(300);
    for (const secret of [TOKEN, KEY, OTHER_KEY]) expect(message).not.toContain(secret);
  });

  it('a timestamp outside the tolerance it is given, on both sides', () => {
    const protocol = protocolOf({ timestampTolerance: 10 });
    for (const off of [-11, 11]) {
      expect(() => protocol.open(pushOf({ timestamp: seconds(NOW + off * 1000) }))).toThrow(/more than 10 s/);
    }
    for (const off of [-10, 10]) {
      expect(protocol.open(pushOf({ timestamp: seconds(NOW + off * 1000) })).name).toBe('text');
    }
  });

  it.each([
    ['an empty token', { token: '' }],
    ['a key that is too short', { encodingAESKey: KEY.slice(1) }],
  ])('%s, at once', (_what, options) => {
    expect(() => protocolOf(options)).toThrow(WeChatConfigError);
  });

  it('every mutation of a push, or opens it as the message it was', () => {
    const protocol = protocolOf(KEYED);
    const whole = sealed();
    const names = Object.keys(whole.query).filter((name) => name !== 'openid' && name !== 'encrypt_type');
    const place = fc.constantFrom('body', ...names);
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(3), fc.string({ maxLength: 3 }), (where, at, cut, put) => {
        const text = where === 'body' ? whole.rawBody.toString() : (whole.query[where] as string);
        const from = at % text.length;
        const changed = text.slice(0, from) + put + text.slice(from + cut);
        const request = where === 'body' ? withBody(whole, changed) : withQuery(whole, { [where]: changed });
        try {
          expect(protocol.open(request).message).toEqual(TEXT);
        } catch (error) {
          expect(error).toBeInstanceOf(WeChatError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('MessageProtocol opens news for a platform', () => {
  const TICKET = {
    AppId: APP_ID,
    CreateTime: '1767225600',
    InfoType: 'component_verify_ticket',
    ComponentVerifyTicket: 'ticket@@@x',
  };
  const open = (tree: object, mode: Mode = 'encrypted') => protocolOf(KEYED).open(pushOf({ tree, mode }));

  it.each(FORMATS)('by their InfoType, sealed %s', (format) => {
    const push = protocolOf(KEYED).open(pushOf({ tree: TICKET, mode: 'encrypted', format }));
    expect(push).toMatchObject({ kind: 'info', name: 'component_verify_ticket', message: TICKET });
  });

  it('as repeats where they say the same, and apart by all they say', () => {
    const { onceKey } = open(TICKET);
    expect(onceKey).toEqual(expect.any(String));
    expect(open({ ...TICKET }).onceKey).toBe(onceKey);
    for (const field of Object.keys(TICKET)) {
      expect(open({ ...TICKET, [field]: 'other' }).onceKey).not.toBe(onceKey);
    }
  });

  it('and takes no reply to them', () => {
    const { toReply, answer } = open(TICKET);
    for (const nothing of [undefined, null, '']) expect(toReply(nothing)).toBeUndefined();
    for (const result of ['hello', reply.text('hello'), [], 0, false]) {
      expect(() => toReply(result)).toThrow(/@WeChatInfo\(\)/);
    }
    expect(answer(undefined).body).toBe('success');
  });

  it('as messages where they hold a MsgType: nobody who writes to an account speaks for WeChat', () => {
    const message = { ...TEXT, InfoType: 'unauthorized' };
    expect(open(message)).toMatchObject({ kind: 'message', name: 'text' });
    expect(open({ ...SCAN, InfoType: 'unauthorized' })).toMatchObject({ kind: 'event', name: 'SCAN' });
  });

  it('only with their type, and with one', () => {
    expect(() => open({ ...TICKET, InfoType: '' })).toThrow(WeChatParseError);
    expect(() => open({ ...TICKET, InfoType: ['a', 'b'] })).toThrow(WeChatParseError);
  });

  it('only sealed', () => {
    expect(() => open(TICKET, 'plain')).toThrow(WeChatDecryptError);
  });
});

describe('MessageProtocol.verifyUrl', () => {
  const ask = (query: Record<string, string | undefined>) =>
    withQuery({ ...pushOf(), method: 'GET', rawBody: Buffer.alloc(0) }, query);

  it.each(['5932437239487329487', '<b>x</b>', '', '你好 +/='])(
    'answers the echostr %j as it is, as plain text',
    (echostr) => {
      for (const protocol of [protocolOf(), protocolOf(KEYED)]) {
        expect(protocol.verifyUrl(ask({ echostr }))).toEqual({
          status: 200,
          contentType: 'text/plain; charset=utf-8',
          body: echostr,
        });
      }
    },
  );

  it('agrees with the captured address check of 2013', () => {
    const vector = vectors('crypto').find(({ name }) => name === 'mp-url-signature-captured-2013-weixin');
    const { token = '', timestamp = '', nonce = '' } = vector!.input;
    jest.setSystemTime(Number(timestamp) * 1000);
    const query = { signature: vector!.expected.signature as string, timestamp, nonce, echostr: 'e' };
    const protocol = protocolOf({ token });
    expect(protocol.verifyUrl({ method: 'GET', query, headers: {}, rawBody: Buffer.alloc(0) }).body).toBe(
      'e',
    );
  });

  it.each([
    ['a wrong signature', { echostr: 'e', signature: 'a'.repeat(40) }, WeChatSignatureError],
    ['no signature', { echostr: 'e', signature: undefined }, WeChatSignatureError],
    ['an old timestamp', { echostr: 'e', timestamp: seconds(NOW - 301_000) }, WeChatSignatureError],
    ['no echostr', { echostr: undefined }, WeChatParseError],
  ])('refuses %s', (_what, query, kind) => {
    expect(() => protocolOf().verifyUrl(ask(query))).toThrow(kind);
  });

  it('does not take a msg_signature for the signature', () => {
    const { msg_signature } = pushOf({ mode: 'encrypted' }).query;
    expect(() =>
      protocolOf(KEYED).verifyUrl(ask({ echostr: 'e', signature: undefined, msg_signature })),
    ).toThrow(WeChatSignatureError);
  });
});

describe('MessageProtocol answers', () => {
  for (const format of FORMATS) {
    for (const mode of MODES) {
      it(`${mode} ${format} in the same mode and format`, () => {
        const protocol = protocolOf({ encodingAESKey: mode === 'plain' ? undefined : KEY });
        const push = protocol.open(pushOf({ format, mode }));
        const answer = push.answer(reply.text('a]]>b <&> "你好"'));
        expect(answer).toMatchObject({ status: 200, contentType: expect.stringContaining(format) });
        const { tree, isSealed } = openAnswer(format, answer);
        expect(isSealed).toBe(mode !== 'plain');
        expect(tree).toEqual({
          ToUserName: 'o1',
          FromUserName: 'gh_1',
          CreateTime: seconds(NOW),
          MsgType: 'text',
          Content: 'a]]>b <&> "你好"',
        });
      });
    }
  }

  it.each(MODES)('fields that are the whole answer and nothing else, in %s mode', (mode) => {
    const protocol = protocolOf({ encodingAESKey: mode === 'plain' ? undefined : KEY });
    const push = protocol.open(pushOf({ format: 'json', mode }));
    const { tree, isSealed } = openAnswer('json', push.answer(reply.raw({ ErrCode: 0, ErrMsg: 'success' })));
    expect([tree, isSealed]).toEqual([{ ErrCode: '0', ErrMsg: 'success' }, mode !== 'plain']);
  });

  it('compatible mode plainly where no key is configured', () => {
    const push = protocolOf().open(pushOf({ mode: 'compatible' }));
    expect(openAnswer('xml', push.answer(reply.text('x'))).isSealed).toBe(false);
  });

  it('plainly what came plainly although a key is configured', () => {
    const push = protocolOf({ ...KEYED, allowPlaintext: true }).open(pushOf());
    expect(openAnswer('xml', push.answer(reply.text('x'))).isSealed).toBe(false);
  });

  it('no reply with success, in every mode', () => {
    for (const mode of MODES) {
      const push = protocolOf({ ...KEYED, allowPlaintext: true }).open(pushOf({ mode }));
      expect(push.answer(undefined)).toEqual({
        status: 200,
        contentType: 'text/plain; charset=utf-8',
        body: 'success',
      });
    }
  });

  it.each(
    vectors('messages', 'outbound-xml')
      .filter(({ platform }) => platform === 'officialaccount')
      .map((vector) => [vector.name, vector] as const),
  )('with the tree of the vector %s', (_name, { input, expected }) => {
    const { ToUserName, FromUserName, CreateTime, MsgType, ...fields } = input.message as Record<
      string,
      string
    >;
    jest.setSystemTime(Number(CreateTime) * 1000);
    const push = protocolOf().open(
      pushOf({ tree: { ...TEXT, ToUserName: FromUserName, FromUserName: ToUserName } }),
    );
    const answer = push.answer(new Reply(MsgType!, fields as never));
    expect(openAnswer('xml', answer).tree).toEqual(asStrings(expected.parsed));
  });

  it.each(vectors('messages', 'outbound-fragments').map((vector) => [vector.name, vector] as const))(
    'with the fragments of the vector %s',
    (_name, { msgType, input, expected }: ReturnType<typeof vectors>[number] & { msgType?: string }) => {
      const tree = { ...TEXT, ToUserName: input.from, FromUserName: input.to };
      const given = msgType === 'voice' ? reply.voice('mediaId') : reply.text('hello world');
      const { body } = protocolOf().open(pushOf({ tree })).answer(given);
      for (const fragment of expected.contains ?? []) expect(body).toContain(fragment);
    },
  );

  it('never twice with the same nonce', () => {
    const push = protocolOf(KEYED).open(pushOf({ mode: 'encrypted' }));
    const bodies = Array.from({ length: 20 }, () => push.answer(reply.text('x')).body);
    expect(new Set(bodies).size).toBe(20);
  });
});

describe('MessageProtocol understands what a handler returned', () => {
  const { toReply } = protocolOf().open.call((jest.useFakeTimers({ now: NOW }), protocolOf()), pushOf());

  it.each([[undefined], [null], ['']])('%p: nothing', (result) => {
    expect(toReply(result)).toBeUndefined();
  });

  it('a string: a text', () => {
    expect(toReply('hello')).toEqual(reply.text('hello'));
  });

  it('an array of articles: news', () => {
    expect(toReply([{ title: 't', url: 'u' }])).toEqual(reply.news([{ title: 't', url: 'u' }]));
  });

  it('a reply: itself', () => {
    const given = reply.image('m');
    expect(toReply(given)).toBe(given);
  });

  it.each([[1], [true], [{ text: 'x' }], [Symbol('x')], [() => 'x'], [Buffer.from('x')]])(
    '%p: a mistake',
    (result) => {
      expect(() => toReply(result)).toThrow(TypeError);
    },
  );

  it('an empty array: a mistake', () => {
    expect(() => toReply([])).toThrow(RangeError);
  });
});

describe('MessageProtocol tells pushes apart', () => {
  const keyOf = (tree: object) => protocolOf().open(pushOf({ tree })).onceKey;

  it('messages by sender and MsgId', () => {
    expect(keyOf(TEXT)).toBe(keyOf({ ...TEXT, Content: 'other' }));
    expect(keyOf(TEXT)).not.toBe(keyOf({ ...TEXT, MsgId: '1' }));
    expect(keyOf(TEXT)).not.toBe(keyOf({ ...TEXT, FromUserName: 'o2' }));
  });

  it.each(['FromUserName', 'CreateTime', 'Event', 'EventKey'])('events by their %s', (field) => {
    expect(keyOf(SCAN)).toBe(keyOf({ ...SCAN }));
    expect(keyOf(SCAN)).not.toBe(keyOf({ ...SCAN, [field]: 'other' }));
  });

  it('events about different jobs in one second', () => {
    const job = { ...SCAN, Event: 'TEMPLATESENDJOBFINISH', EventKey: undefined };
    expect(keyOf({ ...job, MsgID: '1' })).not.toBe(keyOf({ ...job, MsgID: '2' }));
  });

  it('the same push in XML and JSON as one', () => {
    expect(protocolOf().open(pushOf({ format: 'json' })).onceKey).toBe(keyOf(TEXT));
  });

  it('not at all for a message without MsgId, and an event by all it says', () => {
    expect(keyOf({ ...SCAN, FromUserName: undefined })).toEqual(expect.any(String));
    expect(keyOf({ ...SCAN, Extra: 'x' })).not.toBe(keyOf(SCAN));
    expect(keyOf({ ...TEXT, MsgId: undefined })).toBeUndefined();
  });
});

describe('MessageProtocol and late replies', () => {
  it('hands reply and message to whoever delivers', async () => {
    const deliverLate = jest.fn(async (_reply: Reply, _message: unknown) => undefined);
    const push = protocolOf({ deliverLate }).open(pushOf());
    const given = reply.text('late');
    await push.deliverLate?.(given);
    expect(deliverLate).toHaveBeenCalledWith(given, TEXT);
  });

  it('has no way for them where nobody delivers', () => {
    expect(protocolOf().open(pushOf()).deliverLate).toBeUndefined();
  });
});
