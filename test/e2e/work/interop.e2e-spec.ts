import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplication, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { WeChatModule } from 'nestjs-wechat-sdk';
import { WeChatEvent, WeChatMessage, work } from 'nestjs-wechat-sdk/work';
import { readJson, readXml } from '../../../lib/common/index.js';
import { asStrings, type Vector, vectors } from '../../fixtures/vectors.js';
import { ADAPTERS, type AdapterName } from '../../src/start-app.js';
import { sendRaw } from '../../src/wechat.sender.js';
import { workText, workTextXml } from '../../src/work.sender.js';

/** What came to handlers, in order. */
const heard: unknown[] = [];
let answer: unknown;

@Injectable()
class Listener {
  @WeChatMessage()
  message(message: object): unknown {
    heard.push(message);
    return answer;
  }
  @WeChatEvent()
  event(event: object): void {
    heard.push(event);
  }
}

interface Agent {
  corpId: string;
  agentId?: number;
  token: string;
  encodingAESKey: string;
  timestampTolerance?: number;
}

async function start(adapter: AdapterName, agents: Readonly<Record<string, Agent>>) {
  const clients = Object.fromEntries(
    Object.entries(agents).map(([name, { corpId, ...assistant }]) => [
      name,
      work({ corpId, agents: { assistant: { secret: 's', ...assistant } } }),
    ]),
  );
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients })],
    providers: [Listener],
  };
  const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app: INestApplication = await NestFactory.create(root, server, { logger: false });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, urlOf: (name: string) => `http://127.0.0.1:${port}/wechat/${name}/assistant` };
}

beforeEach(() => {
  heard.length = 0;
  answer = undefined;
});

const OURS: Agent = {
  corpId: 'ww0123456789abcdef',
  agentId: 1000002,
  token: 'pamtest',
  encodingAESKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

describe.each(ADAPTERS)('With @wecom/crypto on the other side, on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  beforeAll(async () => {
    const started = await start(adapter, { corp: OURS });
    ({ app } = started);
    url = started.urlOf('corp');
  });
  afterAll(() => app.close());

  const { token, encodingAESKey, corpId } = OURS;
  const sealed = (text: string) => {
    const timestamp = Math.floor(Date.now() / 1000);
    const cipher = encrypt(encodingAESKey, text, corpId);
    const msg_signature = getSignature(token, timestamp, 'n', cipher);
    return { cipher, query: { msg_signature, timestamp: String(timestamp), nonce: 'n' } };
  };

  it('they check the address, and read their own text back', async () => {
    for (const text of ['1616140317555161061', '好'.repeat(40), ' \n<x>&']) {
      const { cipher, query } = sealed(text);
      const got = await sendRaw(url, { method: 'GET', query: { ...query, echostr: cipher } });
      expect(got).toMatchObject({ status: 200, text });
    }
  });

  it.each(['', 'x', '好😀\n<b>&]]>', 'long '.repeat(400)])(
    'they seal a message in XML and open the answer (%#)',
    async (content) => {
      answer = `you said: ${content}`;
      const { cipher, query } = sealed(workTextXml(content));
      const body = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
      const { status, text } = await sendRaw(url, { query, body });
      expect(status).toBe(200);
      expect(heard).toMatchObject([{ Content: content, AgentID: '1000002' }]);
      const { Encrypt, MsgSignature, TimeStamp, Nonce } = readXml(text) as Record<string, string>;
      expect(MsgSignature).toBe(getSignature(token, TimeStamp ?? '', Nonce ?? '', Encrypt ?? ''));
      const opened = decrypt(encodingAESKey, Encrypt ?? '');
      expect(opened.id).toBe(corpId);
      expect(readXml(opened.message)).toMatchObject({
        ToUserName: 'alice',
        FromUserName: corpId,
        Content: answer,
      });
    },
  );

  it('they seal a message in JSON and open the answer', async () => {
    answer = '好';
    const { cipher, query } = sealed(JSON.stringify(workText('hello')));
    const body = JSON.stringify({ tousername: corpId, encrypt: cipher, agentid: '1000002' });
    const { text, contentType } = await sendRaw(url, { query, body });
    expect(contentType).toContain('application/json');
    expect(heard).toMatchObject([{ Content: 'hello' }]);
    const envelope = JSON.parse(text) as Record<string, string | number>;
    expect(Object.keys(envelope)).toEqual(['encrypt', 'msgsignature', 'timestamp', 'nonce']);
    const { timestamp = '', nonce = '', encrypt: cipherText } = envelope;
    expect(envelope.msgsignature).toBe(getSignature(token, timestamp, nonce, String(cipherText)));
    const opened = decrypt(encodingAESKey, String(cipherText));
    expect(opened.id).toBe(corpId);
    expect(readJson(opened.message)).toMatchObject({ ToUserName: 'alice', MsgType: 'text', Content: '好' });
  });

  it('what they seal for another corporation is refused', async () => {
    const cipher = encrypt(encodingAESKey, workTextXml('x'), 'ww1');
    const timestamp = String(Math.floor(Date.now() / 1000));
    const query = { msg_signature: getSignature(token, timestamp, 'n', cipher), timestamp, nonce: 'n' };
    const { status } = await sendRaw(url, { query, body: `<xml><Encrypt>${cipher}</Encrypt></xml>` });
    expect(status).toBe(400);
    expect(heard).toEqual([]);
  });
});

/** The inputs of a vector whose time is long past. */
function agentOf({ input }: Vector): Agent {
  const { corpId = '', token = '', encodingAESKey = '', timestamp = '' } = input;
  const timestampTolerance = Date.now() / 1000 - Number(timestamp) + 3600;
  return { corpId, token, encodingAESKey, timestampTolerance };
}

describe.each(ADAPTERS)('The official and captured samples of WeCom over HTTP, on %s', (adapter) => {
  const checks = vectors('crypto', 'bizmsg-verify-url');
  const pushes = vectors('crypto', 'bizmsg-decrypt').filter(({ input }) => input.corpId && input.body);
  const all = [...checks, ...pushes];
  let app: INestApplication;
  let urlOf: (name: string) => string;
  beforeAll(async () => {
    // a corporation of each name: the same corpid cannot be declared twice
    const unique = new Map(all.map((vector) => [vector.input.corpId, agentOf(vector)]));
    ({ app, urlOf } = await start(
      adapter,
      Object.fromEntries([...unique.values()].map((agent) => [`at-${agent.corpId}`, agent])),
    ));
  });
  afterAll(() => app.close());

  it.each(checks.map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_name, { input, expected }) => {
      const { msgSignature = '', timestamp = '', nonce = '', echostr = '', corpId, url } = input;
      const made = { msg_signature: msgSignature, timestamp, nonce, echostr };
      for (const query of url ? [made, url.slice(url.indexOf('?') + 1)] : [made]) {
        const got = await sendRaw(urlOf(`at-${corpId}`), { method: 'GET', query });
        expect(got).toMatchObject({ status: 200, text: expected.replyBody });
      }
    },
  );

  it.each(pushes.map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_name, { input, expected }) => {
      const { msgSignature = '', timestamp = '', nonce = '', body = '', corpId } = input;
      const query = { msg_signature: msgSignature, timestamp, nonce };
      expect((await sendRaw(urlOf(`at-${corpId}`), { query, body })).status).toBe(200);
      expect(heard).toEqual([asStrings(expected.fields)]);
      const altered = { ...query, msg_signature: msgSignature.replace(/^./, (c) => (c === '0' ? '1' : '0')) };
      expect((await sendRaw(urlOf(`at-${corpId}`), { query: altered, body })).status).toBe(401);
      expect(heard).toHaveLength(1);
    },
  );
});
