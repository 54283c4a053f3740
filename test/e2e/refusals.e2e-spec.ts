import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { WeChatEvent, WeChatMessage } from 'nestjs-wechat-sdk';
import { LogCapture } from '../src/log.capture.js';
import { AES_KEY, ADAPTERS, type StartedApp, startApp } from '../src/start-app.js';
import { plainQuery, type RawCallback, seconds, sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';

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
}

const OTHER_KEY = 'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210abcdefg';
const TOKEN = 'pamtest';

describe.each(ADAPTERS)('What is refused before any handler runs, on %s', (adapter) => {
  let started: StartedApp;
  let url: string;
  let appId: string;
  const log = new LogCapture();
  beforeAll(async () => {
    started = await startApp(adapter, {
      providers: [Counter],
      account: { token: TOKEN },
      nest: { logger: log },
    });
    url = started.account.callbackUrl as string;
    appId = started.account.appId;
  });
  afterAll(() => started.close());

  const seal = { token: TOKEN, encodingAESKey: AES_KEY, appId: '' };
  const good = (plaintext = textXml('x')) => sealedPush(plaintext, { ...seal, appId });
  const withQuery = (change: Record<string, string | undefined>): RawCallback => {
    const push = good();
    const query = Object.fromEntries(
      Object.entries({ ...push.query, ...change }).filter(([, value]) => value !== undefined),
    );
    return { ...push, query: query as Record<string, string> };
  };
  const old = (shift: number): RawCallback => {
    const timestamp = String(Number(seconds()) + shift);
    return { method: 'GET', query: { ...plainQuery(TOKEN, timestamp), echostr: 'e' } };
  };

  const CASES: Array<[string, () => RawCallback, number, string?]> = [
    ['a wrong msg_signature', () => withQuery({ msg_signature: '0'.repeat(40) }), 401],
    ['a missing msg_signature', () => withQuery({ msg_signature: undefined }), 401],
    ['an msg_signature of another length', () => withQuery({ msg_signature: 'abc' }), 401],
    [
      'a signature that does not go with a right msg_signature',
      () => withQuery({ signature: 'f'.repeat(40) }),
      401,
    ],
    ['a changed nonce', () => withQuery({ nonce: 'other' }), 401],
    ['a missing timestamp', () => withQuery({ timestamp: undefined }), 401],
    ['a timestamp that is no number', () => withQuery({ timestamp: '1e9' }), 401],
    ['an old timestamp', () => old(-301), 401],
    ['a timestamp of the future', () => old(302), 401],
    [
      'an echostr without signature',
      () => ({ method: 'GET', query: { echostr: 'e', timestamp: seconds(), nonce: 'n' } }),
      401,
    ],
    [
      'an echostr with a wrong signature',
      () => ({ method: 'GET', query: { ...plainQuery('other'), echostr: '<script>' } }),
      401,
    ],
    ['a verification without echostr', () => ({ method: 'GET', query: plainQuery(TOKEN) }), 400],
    [
      'a parameter given twice',
      () => ({ query: `${new URLSearchParams(good().query).toString()}&nonce=n0nce`, body: good().body }),
      400,
    ],
    ['a plain body where a key is configured', () => ({ query: plainQuery(TOKEN), body: textXml('x') }), 400],
    [
      'a plain body that says it is sealed',
      () => ({ query: { ...plainQuery(TOKEN), encrypt_type: 'aes' }, body: textXml('x') }),
      400,
    ],
    [
      'a message sealed with another key',
      () => sealedPush(textXml('x'), { ...seal, appId, encodingAESKey: OTHER_KEY }),
      400,
    ],
    [
      'a message sealed for another account',
      () => sealedPush(textXml('x'), { ...seal, appId: 'wx0000000000000000' }),
      400,
    ],
    ['a message sealed for nobody', () => sealedPush(textXml('x'), { ...seal, appId: '' }), 400],
    ['a sealed body that is no XML', () => good('not xml'), 400],
    ['a sealed DOCTYPE', () => good(`<!DOCTYPE xml [<!ENTITY a "b">]>${textXml('x')}`), 400],
    [
      'a DOCTYPE around the envelope',
      () => ({ ...good(), body: `<!DOCTYPE x SYSTEM "file:///etc/passwd">${good().body}` }),
      400,
    ],
    ['an undeclared entity', () => good(textXml('x').replace('<Content>', '<Content>&xxe;')), 400],
    ['deep nesting', () => good(`<xml>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</xml>`), 400],
    [
      'deep nesting in JSON',
      () => good(`{"MsgType":"text","a":${'['.repeat(100000)}${']'.repeat(100000)}}`),
      400,
    ],
    [
      'an element named __proto__',
      () => good('<xml><MsgType>text</MsgType><__proto__><x>1</x></__proto__></xml>'),
      400,
    ],
    ['a key named __proto__', () => good('{"MsgType":"text","__proto__":{"x":1}}'), 400],
    ['a message without MsgType', () => good('<xml><Content>x</Content></xml>'), 400],
    ['an event without its name', () => good('<xml><MsgType>event</MsgType></xml>'), 400],
    ['an empty body', () => ({ ...good(), body: '' }), 400],
    ['a JSON array', () => ({ ...good(), body: '[]' }), 400],
    [
      'a compressed body',
      () => ({ ...good(), body: gzipSync(good().body), headers: { 'content-encoding': 'gzip' } }),
      415,
    ],
    ['a body over 1 MiB', () => ({ ...good(), body: 'x'.repeat(1024 * 1024 + 1) }), 413],
    ['another method', () => ({ ...good(), method: 'PUT' }), 405],
    ['an unknown client', () => good(), 404, 'nobody'],
    ['a client whose name is a property of objects', () => good(), 404, '__proto__'],
    ['a client whose name is not well encoded', () => good(), 404, '%E0%A4%A'],
  ];

  it.each(CASES)('%s', async (_title, make, status, clientKey = 'shop') => {
    handled = 0;
    log.lines.length = 0;
    const answer = await sendRaw(url.replace(/shop$/, clientKey), make());
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(50);
    expect(answer.contentType).toContain('text/plain');
    expect(log.of('warn').length).toBe(1);
    expect(log.lines.join('\n')).not.toMatch(new RegExp(`${TOKEN}|${AES_KEY}|${appId}_`));
    expect(handled).toBe(0);
  });

  it('a replay of a plain push under another name of its signature, when replays are refused', async () => {
    const plain = await startApp(adapter, {
      providers: [Counter],
      account: { token: TOKEN, mode: 'plain', encodingAESKey: undefined },
      client: { encodingAESKey: undefined },
      callback: { replayProtection: true },
    });
    const query = plainQuery(TOKEN);
    const send = (more: Record<string, string>) =>
      sendRaw(plain.account.callbackUrl as string, { query: { ...query, ...more }, body: textXml('x') });
    expect((await send({})).status).toBe(200);
    expect((await send({ msg_signature: 'x' })).status).toBe(401);
    expect((await send({ msg_signature: 'y', extra: '1' })).status).toBe(401);
    await plain.close();
  });

  it('nothing, when all is right: the same request unchanged is handled', async () => {
    handled = 0;
    expect((await sendRaw(url, good())).status).toBe(200);
    expect(handled).toBe(1);
    const check = await sendRaw(url, { method: 'GET', query: { ...plainQuery(TOKEN), echostr: '<b>&echo' } });
    expect(check).toMatchObject({ status: 200, text: '<b>&echo' });
    expect(check.contentType).toContain('text/plain');
  });

  it('a body that never ends is given up when the other side leaves', async () => {
    log.lines.length = 0;
    await new Promise<void>((resolve) => {
      const outgoing = request(`${url}?${new URLSearchParams(good().query)}`, {
        method: 'POST',
        headers: { 'content-length': '5000' },
      });
      outgoing.on('error', () => resolve());
      outgoing.write('<xml>');
      setTimeout(() => outgoing.destroy(), 50);
    });
    expect((await sendRaw(url, good())).status).toBe(200);
  });
});
