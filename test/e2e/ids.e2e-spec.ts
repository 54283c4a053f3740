import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import {
  type OfficialAccount,
  officialAccount,
  type TextMessage,
  WeChatClients,
  WeChatEvent,
  WeChatMessage,
} from 'nestjs-wechat-sdk';
import { AES_KEY, type StartedApp, startApp } from '../src/start-app.js';
import { sealedPush, sendRaw } from '../src/wechat.sender.js';

const ID = '271781022721654784';
const seen: unknown[] = [];

@Injectable()
class Keeper {
  @WeChatMessage('text')
  text({ MsgId }: TextMessage): void {
    seen.push(MsgId);
  }
  @WeChatEvent('MASSSENDJOBFINISH')
  job({ MsgID }: { MsgType: 'event'; MsgID: string }): void {
    seen.push(MsgID);
  }
}

describe('A 64-bit id keeps every digit', () => {
  let started: StartedApp;
  let server: Server;
  let client: OfficialAccount;
  const bodies: string[] = [];
  let answer = '{}';
  beforeAll(async () => {
    started = await startApp('fastify', { providers: [Keeper] });
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const isToken = request.url?.includes('token') && !request.url.includes('access_token=');
        if (!isToken) bodies.push(Buffer.concat(chunks).toString());
        response.end(isToken ? '{"access_token":"t","expires_in":7200}' : answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = started.app
      .get(WeChatClients)
      .add('ids', officialAccount({ appId: 'wx-ids', appSecret: 's', baseUrls: { api } }));
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await started.close();
  });

  it.each([ID, '7'])('in an answer, where %s comes as a bare number', async (id) => {
    answer = `{"errcode":0,"msgid":${id}}`;
    const data = { a: { value: 'b' } };
    expect(await client.template.send({ touser: 'o', template_id: 't', data })).toBe(id);
  });

  it('in an answer, where it comes as a string', async () => {
    answer = `{"errcode":0,"msgid":"${ID}"}`;
    const data = { a: { value: 'b' } };
    expect(await client.template.send({ touser: 'o', template_id: 't', data })).toBe(ID);
  });

  it('in an answer the catalogue does not know', async () => {
    answer = `{"errcode":0,"some":{"list":[${ID}]}}`;
    expect(await client.requestUntyped('GET /cgi-bin/unknown')).toMatchObject({ some: { list: [ID] } });
  });

  it.each<[string, string | bigint]>([
    ['a string', ID],
    ['a bigint', BigInt(ID)],
  ])('in a body, given as %s', async (_form, msg_data_id) => {
    answer = '{"errcode":0}';
    await client.request('POST /cgi-bin/comment/open', { body: { msg_data_id } });
    expect(bodies.at(-1)).toBe(`{"msg_data_id":${ID}}`);
  });

  it('and is refused in a body as a number that has lost some', async () => {
    const msg_data_id = Number(ID) + 16;
    await expect(client.request('POST /cgi-bin/comment/open', { body: { msg_data_id } })).rejects.toThrow(
      /lost digits/,
    );
  });

  it.each(['xml', 'json'] as const)('in a push that comes as %s', async (format) => {
    const { appId, token, callbackUrl } = started.account;
    const head = { ToUserName: 'gh', FromUserName: `o-${format}`, CreateTime: 1 };
    const pushes =
      format === 'xml'
        ? [
            `<xml><FromUserName>o-x</FromUserName><MsgType>text</MsgType><Content>x</Content><MsgId>${ID}</MsgId></xml>`,
            `<xml><FromUserName>o-x</FromUserName><MsgType>event</MsgType><Event>MASSSENDJOBFINISH</Event><MsgID>${ID}</MsgID></xml>`,
          ]
        : [
            `${JSON.stringify({ ...head, MsgType: 'text', Content: 'x' }).slice(0, -1)},"MsgId":${ID}}`,
            `${JSON.stringify({ ...head, MsgType: 'event', Event: 'MASSSENDJOBFINISH' }).slice(0, -1)},"MsgID":${ID}}`,
          ];
    seen.length = 0;
    for (const push of pushes) {
      const sealed = sealedPush(push, { appId, token, encodingAESKey: AES_KEY }, format);
      expect((await sendRaw(callbackUrl as string, sealed)).status).toBe(200);
    }
    expect(seen).toEqual([ID, ID]);
  });
});
