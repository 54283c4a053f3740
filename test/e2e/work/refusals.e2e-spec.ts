import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplication, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type CallbackOptions, WeChatModule } from 'nestjs-wechat-sdk';
import { WeChatEvent, WeChatInfo, WeChatMessage, work } from 'nestjs-wechat-sdk/work';
import { writeXml } from '../../../lib/common/index.js';
import { MessageCipher, sha1Signature } from '../../../lib/crypto/index.js';
import { LogCapture } from '../../src/log.capture.js';
import { type AdapterName, ADAPTERS } from '../../src/start-app.js';
import { plainQuery, type RawCallback, seconds, sendRaw } from '../../src/wechat.sender.js';
import { workEcho, workPush, type WorkSeal, workText, workTextXml } from '../../src/work.sender.js';

let handled = 0;

@Injectable()
class Counter {
  @WeChatMessage()
  message(): string {
    handled += 1;
    return 'handled';
  }
  @WeChatEvent()
  event(): void {
    handled += 1;
  }
  @WeChatInfo()
  info(): void {
    handled += 1;
  }
}

const CORP_ID = 'ww0123456789abcdef';
const OTHER_CORP_ID = 'ww0123456789abcdf0';
const key = (letter: string): string => letter.repeat(42) + 'A';
const ASSISTANT = { token: 'assistant-token', encodingAESKey: key('a') };
const NIGHT = { token: 'night-token', encodingAESKey: key('n') };
const CONTACTS = { token: 'contacts-token', encodingAESKey: key('c') };
const CUSTOMER = { token: 'customer-token', encodingAESKey: key('d') };
const SECRET = 'CANARY.secret';

async function start(
  adapter: AdapterName,
  log: LogCapture,
  callback?: CallbackOptions,
): Promise<{ app: INestApplication; url: string }> {
  const agents = {
    assistant: { agentId: 1000002, secret: SECRET, ...ASSISTANT },
    night: { agentId: 1000003, secret: SECRET, ...NIGHT },
    customer: { secret: SECRET, ...CUSTOMER },
    silent: { agentId: 1000009, secret: SECRET },
  };
  const root = {
    module: class RootModule {},
    imports: [
      WeChatModule.forRoot({
        clients: {
          corp: work({ corpId: CORP_ID, agents: { ...agents, contacts: { secret: SECRET, ...CONTACTS } } }),
          // the same keys: only the corpid tells them apart
          other: work({ corpId: OTHER_CORP_ID, agents }),
        },
        callback,
      }),
    ],
    providers: [Counter],
  };
  const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(root, server, { logger: log, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/wechat` };
}

const seal: WorkSeal = { ...ASSISTANT, receiveId: CORP_ID };
const good = (plaintext = workTextXml('x')) => workPush(plaintext, seal);
const goodJson = (tree: object = workText('x')) => workPush(JSON.stringify(tree), seal, { form: 'json' });
const without = (query: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([given]) => given !== name));
const withQuery = (change: Record<string, string>): RawCallback => {
  const push = good();
  return { ...push, query: { ...push.query, ...change } };
};
const signed = (encrypt: string): Record<string, string> => ({
  msg_signature: sha1Signature(ASSISTANT.token, seconds(), 'n', encrypt),
  timestamp: seconds(),
  nonce: 'n',
});
/** An envelope whose signature is right, whatever it holds. */
const enveloped = (encrypt: string): RawCallback => ({
  query: signed(encrypt),
  body: writeXml({ ToUserName: CORP_ID, Encrypt: encrypt }),
});
const shifted = (shift: number): string => String(Number(seconds()) + shift);
const sealedText = new MessageCipher(ASSISTANT.encodingAESKey).seal(workTextXml('x'), CORP_ID);
const EVENT = { ToUserName: CORP_ID, FromUserName: 'sys', CreateTime: 1, MsgType: 'event' };

/** Name, request, status, and what stands behind `/wechat/`. */
const CASES: Array<[string, () => RawCallback, number, string?]> = [
  // signatures and times
  ['a wrong msg_signature', () => withQuery({ msg_signature: '0'.repeat(40) }), 401],
  ['an empty msg_signature', () => withQuery({ msg_signature: '' }), 401],
  ['a msg_signature of another length', () => withQuery({ msg_signature: 'abc' }), 401],
  [
    'a msg_signature in capitals',
    () => withQuery({ msg_signature: good().query.msg_signature?.toUpperCase() ?? '' }),
    401,
  ],
  ['a missing msg_signature', () => ({ ...good(), query: without(good().query, 'msg_signature') }), 401],
  [
    'the signature of official accounts in its place',
    () => ({ ...good(), query: plainQuery(ASSISTANT.token) }),
    401,
  ],
  ['a changed nonce', () => withQuery({ nonce: 'other' }), 401],
  ['a missing nonce', () => ({ ...good(), query: without(good().query, 'nonce') }), 401],
  ['a changed timestamp', () => withQuery({ timestamp: shifted(-7) }), 401],
  ['a missing timestamp', () => ({ ...good(), query: without(good().query, 'timestamp') }), 401],
  ['a timestamp that is no number', () => withQuery({ timestamp: '1e9' }), 401],
  ['a timestamp in milliseconds', () => withQuery({ timestamp: String(Date.now()) }), 401],
  ['an old push', () => workPush(workTextXml('x'), seal, { timestamp: shifted(-301) }), 401],
  ['a push of the future', () => workPush(workTextXml('x'), seal, { timestamp: shifted(302) }), 401],
  ['no query at all', () => ({ query: '', body: good().body }), 401],
  [
    'a parameter given twice',
    () => ({ query: `${new URLSearchParams(good().query).toString()}&nonce=n0nce`, body: good().body }),
    400,
  ],
  [
    'a msg_signature given twice',
    () => {
      const { query, body } = good();
      return { query: `msg_signature=x&${new URLSearchParams(query).toString()}`, body };
    },
    400,
  ],
  // the check of the address
  [
    'an echostr that is not sealed',
    () => ({ method: 'GET', query: { ...plainQuery(ASSISTANT.token), echostr: 'e' } }),
    401,
  ],
  [
    'an echostr that is not sealed, though it is signed',
    () => ({ method: 'GET', query: { ...signed('plain'), echostr: 'plain' } }),
    400,
  ],
  [
    'an echostr with a wrong signature',
    () => {
      const { query } = workEcho('e', seal);
      return { method: 'GET', query: { ...query, msg_signature: 'f'.repeat(40) } };
    },
    401,
  ],
  [
    'an echostr without signature',
    () => ({ method: 'GET', query: without(workEcho('e', seal).query, 'msg_signature') }),
    401,
  ],
  [
    'another echostr than the one that was signed',
    () => {
      const { query } = workEcho('e', seal);
      return { method: 'GET', query: { ...query, echostr: workEcho('f', seal).query.echostr as string } };
    },
    401,
  ],
  ['an old echostr', () => workEcho('e', seal, shifted(-301)), 401],
  ['an echostr of the future', () => workEcho('e', seal, shifted(302)), 401],
  ['an echostr for another corporation', () => workEcho('e', { ...seal, receiveId: OTHER_CORP_ID }), 400],
  ['an echostr for nobody', () => workEcho('e', { ...seal, receiveId: '' }), 400],
  [
    'an echostr sealed with the key of another agent',
    () => workEcho('e', { ...seal, encodingAESKey: NIGHT.encodingAESKey }),
    400,
  ],
  [
    'an echostr signed with the token of another agent',
    () => workEcho('e', { ...seal, token: NIGHT.token }),
    401,
  ],
  ['an echostr of another agent', () => workEcho('e', { ...NIGHT, receiveId: CORP_ID }), 401],
  [
    'a check without echostr',
    () => ({ method: 'GET', query: without(workEcho('e', seal).query, 'echostr') }),
    400,
  ],
  ['a check with nothing', () => ({ method: 'GET', query: 'signature=' }), 400],
  // whose it is
  [
    'a message sealed for another corporation',
    () => workPush(workTextXml('x'), { ...seal, receiveId: OTHER_CORP_ID }),
    400,
  ],
  [
    'a message sealed for a longer corpid',
    () => workPush(workTextXml('x'), { ...seal, receiveId: `${CORP_ID}0` }),
    400,
  ],
  [
    'a message sealed for a corpid in capitals',
    () => workPush(workTextXml('x'), { ...seal, receiveId: CORP_ID.toUpperCase() }),
    400,
  ],
  ['a message sealed for nobody', () => workPush(workTextXml('x'), { ...seal, receiveId: '' }), 400],
  [
    'the message of a corporation at the address of another with the same keys',
    () => good(),
    400,
    'other/assistant',
  ],
  ['a message of another agent', () => workPush(workTextXml('x'), { ...NIGHT, receiveId: CORP_ID }), 401],
  ['a message at the address of another agent', () => good(), 401, 'corp/night'],
  ['a message at the address of the address book', () => good(), 401, 'corp/contacts'],
  [
    'a message sealed with the key of another agent',
    () => workPush(workTextXml('x'), { ...seal, encodingAESKey: NIGHT.encodingAESKey }),
    400,
  ],
  [
    'a message signed with the token of another agent',
    () => workPush(workTextXml('x'), { ...seal, token: NIGHT.token }),
    401,
  ],
  ['a message for another AgentID', () => good(workTextXml('x', { AgentID: 1000003 })), 400],
  [
    'a message for an AgentID with a nought in front',
    () => good(workTextXml('x', { AgentID: '01000002' })),
    400,
  ],
  ['an event for another AgentID', () => good(writeXml({ ...EVENT, Event: 'click', AgentID: 1000003 })), 400],
  ['a message for two AgentIDs', () => good(workTextXml('x', { AgentID: [{ a: 1 }, { a: 2 }] })), 400],
  ['a JSON message for another AgentID', () => goodJson(workText('x', { AgentID: 1000003 })), 400],
  // what is not sealed, or not well
  ['a plain body', () => ({ query: signed(''), body: workTextXml('x') }), 400],
  [
    'a plain body with the signature of official accounts',
    () => ({ query: plainQuery(ASSISTANT.token), body: workTextXml('x') }),
    400,
  ],
  ['a plain JSON body', () => ({ query: signed(''), body: JSON.stringify(workText('x')) }), 400],
  [
    'a plain body that says it is sealed',
    () => ({ query: { ...signed(''), encrypt_type: 'aes' }, body: workTextXml('x') }),
    400,
  ],
  ['an empty Encrypt', () => enveloped(''), 400],
  [
    'an Encrypt that is a group',
    () => ({ query: signed('x'), body: '<xml><Encrypt><a>1</a></Encrypt></xml>' }),
    400,
  ],
  [
    'two Encrypts',
    () => ({ query: signed(sealedText), body: good().body.replace('</xml>', '<Encrypt>x</Encrypt></xml>') }),
    400,
  ],
  [
    'an encrypt in small letters in XML',
    () => ({ query: signed(sealedText), body: `<xml><encrypt>${sealedText}</encrypt></xml>` }),
    400,
  ],
  ['an encrypt that is a number', () => ({ query: signed('1'), body: '{"encrypt":1}' }), 400],
  [
    'an encrypt that is a list',
    () => ({ query: signed(sealedText), body: JSON.stringify({ encrypt: [sealedText] }) }),
    400,
  ],
  ['base64 that is malformed', () => enveloped('%%%%'), 400],
  ['base64 that is cut', () => enveloped(sealedText.slice(0, -3)), 400],
  [
    'base64 of the URL kind',
    () => enveloped(sealedText.replaceAll('+', '-').replaceAll('/', '_').slice(1) + '_'),
    400,
  ],
  [
    'a cipher text that is no whole number of blocks',
    () => enveloped(Buffer.alloc(30, 1).toString('base64')),
    400,
  ],
  ['a cipher text of noise', () => enveloped(Buffer.alloc(64, 1).toString('base64')), 400],
  [
    'a cipher text one byte of which was changed',
    () => {
      const bytes = Buffer.from(sealedText, 'base64');
      bytes[20] = (bytes[20] as number) ^ 1;
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
      return enveloped(bytes.toString('base64'));
    },
    400,
  ],
  // what it says
  ['an empty body', () => ({ ...good(), body: '' }), 400],
  ['a body of blanks', () => ({ ...good(), body: ' \n' }), 400],
  ['a body that is neither XML nor JSON', () => ({ ...good(), body: 'hello' }), 400],
  ['a JSON array', () => ({ ...good(), body: '[]' }), 400],
  ['JSON that is cut', () => ({ ...goodJson(), body: goodJson().body.slice(0, -2) }), 400],
  ['XML that is cut', () => ({ ...good(), body: good().body.slice(0, -9) }), 400],
  ['a sealed body that is no XML', () => good('not xml'), 400],
  ['a sealed nothing', () => good(''), 400],
  ['sealed JSON in an envelope of XML', () => good(JSON.stringify(workText('x'))), 400],
  ['sealed XML in an envelope of JSON', () => workPush(workTextXml('x'), seal, { form: 'json' }), 400],
  ['a sealed DOCTYPE', () => good(`<!DOCTYPE xml [<!ENTITY a "b">]>${workTextXml('x')}`), 400],
  [
    'a DOCTYPE around the envelope',
    () => ({ ...good(), body: `<!DOCTYPE x SYSTEM "file:///etc/passwd">${good().body}` }),
    400,
  ],
  ['an undeclared entity', () => good(workTextXml('x').replace('<Content>', '<Content>&xxe;')), 400],
  ['deep nesting', () => good(`<xml>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</xml>`), 400],
  [
    'deep nesting in JSON',
    () =>
      workPush(`{"MsgType":"text","a":${'['.repeat(100000)}${']'.repeat(100000)}}`, seal, { form: 'json' }),
    400,
  ],
  [
    'an element named __proto__',
    () => good('<xml><MsgType>text</MsgType><__proto__><x>1</x></__proto__></xml>'),
    400,
  ],
  [
    'a key named __proto__',
    () => workPush('{"MsgType":"text","__proto__":{"x":1}}', seal, { form: 'json' }),
    400,
  ],
  ['a message without MsgType', () => good('<xml><Content>x</Content></xml>'), 400],
  ['a MsgType that is a group', () => good('<xml><MsgType><a>1</a></MsgType></xml>'), 400],
  ['an event without its name', () => good(writeXml(EVENT)), 400],
  // HTTP
  [
    'a compressed body',
    () => ({ ...good(), body: gzipSync(good().body), headers: { 'content-encoding': 'gzip' } }),
    415,
  ],
  ['a body over 1 MiB', () => ({ ...good(), body: 'x'.repeat(1024 * 1024 + 1) }), 413],
  ['another method', () => ({ ...good(), method: 'PUT' }), 405],
  // addresses
  ['the address of a corporation', () => good(), 404, 'corp'],
  ['an agent that is not there', () => good(), 404, 'corp/nobody'],
  ['an AgentID that is not there', () => good(), 404, 'corp/1000004'],
  ['a corporation that is not there', () => good(), 404, 'nobody/assistant'],
  ['an agent by its name alone', () => good(), 404, 'assistant'],
  ['an agent that is not called back', () => good(), 404, 'corp/silent'],
  ['an agent whose name is a property of objects', () => good(), 404, 'corp/__proto__'],
  ['a corporation whose name is a property of objects', () => good(), 404, '__proto__/assistant'],
  ['an agent whose name is not well encoded', () => good(), 404, 'corp/%E0%A4%A'],
  ['an agent whose name holds a slash', () => good(), 404, 'corp%2Fnobody'],
];

describe.each(ADAPTERS)('What agents refuse before any handler runs, on %s', (adapter) => {
  let app: INestApplication;
  let base: string;
  const log = new LogCapture();
  beforeAll(async () => {
    ({ app, url: base } = await start(adapter, log));
  });
  afterAll(() => app.close());
  afterEach(() => {
    const secrets = [SECRET, ...[ASSISTANT, NIGHT, CONTACTS, CUSTOMER].flatMap((one) => Object.values(one))];
    for (const secret of secrets) expect(log.lines.join('\n')).not.toContain(secret);
  });

  it.each(CASES)('%s', async (_title, make, status, address = 'corp/assistant') => {
    handled = 0;
    log.lines.length = 0;
    const answer = await sendRaw(`${base}/${address}`, make());
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(50);
    expect(answer.contentType).toContain('text/plain');
    expect(log.of('warn').length).toBe(1);
    expect(handled).toBe(0);
  });

  it('nothing, when all is right: the same requests unchanged are handled', async () => {
    handled = 0;
    for (const push of [good(), goodJson()])
      expect((await sendRaw(`${base}/corp/assistant`, push)).status).toBe(200);
    const toOther = workPush(workTextXml('x'), { ...ASSISTANT, receiveId: OTHER_CORP_ID });
    expect((await sendRaw(`${base}/other/assistant`, toOther)).status).toBe(200);
    const change = writeXml({ ...EVENT, Event: 'change_contact', ChangeType: 'create_user', UserID: 'a' });
    const toContacts = workPush(change, { ...CONTACTS, receiveId: CORP_ID });
    expect((await sendRaw(`${base}/corp/contacts`, toContacts)).status).toBe(200);
    expect(handled).toBe(4);
    const check = await sendRaw(`${base}/corp/assistant`, workEcho('<b>&echo', seal));
    expect(check).toMatchObject({ status: 200, text: '<b>&echo' });
    expect(check.contentType).toContain('text/plain');
  });

  it('not a push that names no application, or an empty one', async () => {
    handled = 0;
    const event = { ...EVENT, Event: 'change_external_contact', ChangeType: 'add_external_contact' };
    for (const more of [{}, { AgentID: '' }])
      expect((await sendRaw(`${base}/corp/assistant`, good(writeXml({ ...event, ...more })))).status).toBe(
        200,
      );
    const anyone = workPush(workTextXml('x'), { ...CUSTOMER, receiveId: CORP_ID });
    expect((await sendRaw(`${base}/corp/customer`, anyone)).status).toBe(200);
    expect(handled).toBe(3);
  });

  it('a replay, when replays are refused: of each agent on its own', async () => {
    const { app: strict, url } = await start(adapter, log, { replayProtection: true });
    handled = 0;
    const push = good();
    expect((await sendRaw(`${url}/corp/assistant`, push)).status).toBe(200);
    expect((await sendRaw(`${url}/corp/assistant`, push)).status).toBe(401);
    expect(
      (await sendRaw(`${url}/corp/1000002`, { ...push, query: { ...push.query, extra: '1' } })).status,
    ).toBe(401);
    expect((await sendRaw(`${url}/${CORP_ID}/assistant`, push)).status).toBe(401);
    expect(handled).toBe(1);
    await strict.close();
  });

  it('what comes again without that is handled once', async () => {
    handled = 0;
    const push = good();
    const first = await sendRaw(`${base}/corp/assistant`, push);
    const again = await sendRaw(`${base}/corp/1000002`, push);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(handled).toBe(1);
  });

  it('a body that never ends is given up when the other side leaves', async () => {
    await new Promise<void>((resolve) => {
      const outgoing = request(`${base}/corp/assistant?${new URLSearchParams(good().query)}`, {
        method: 'POST',
        headers: { 'content-length': '5000' },
      });
      outgoing.on('error', () => resolve());
      outgoing.write('<xml>');
      setTimeout(() => outgoing.destroy(), 50);
    });
    expect((await sendRaw(`${base}/corp/assistant`, good())).status).toBe(200);
  });
});
