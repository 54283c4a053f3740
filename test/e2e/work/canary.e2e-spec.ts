import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplication, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Keyv } from 'keyv';
import { type ClientDefinition, WeChatClients, WeChatModule } from 'nestjs-wechat-sdk';
import {
  WeChatMessage,
  work,
  workAgent,
  workBot,
  workContacts,
  WorkAgent,
  type WorkBot,
  type WorkCorp,
  workGroupRobot,
  type WorkGroupRobot,
  workProvider,
  type WorkProvider,
  workSuite,
  type WorkSuite,
} from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';
import { ReportListener } from '../../src/report.listener.js';

const KEY = 'canaryKEYcanaryKEYcanaryKEYcanaryKEYcanary0';
const PROXY_PASSWORD = 'canary-proxy-password';
const SECRETS = {
  agent: 'canary-secret-of-the-assistant',
  contacts: 'canary-secret-of-the-contacts',
  suite: 'canary-secret-of-the-suite',
  provider: 'canary-secret-of-the-provider',
  bot: 'canary-secret-of-the-bot',
  robot: 'canary-key-of-the-robot-693a91f6',
  token: 'canaryTokenOfTheCallback',
  accessToken: 'canary-access-token-of-an-agent',
  code: 'canary-code-of-a-login',
} as const;

/** Everything an application might print of something. */
function printed(value: unknown): string {
  const all = { depth: 10, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null };
  const shown = [inspect(value, all), inspect(value), String(value)];
  if (value instanceof Error) shown.push(value.stack ?? '', printed(value.cause ?? ''));
  // services know their client, and it knows them: nobody writes those as JSON
  if (value instanceof Error || (value as { toJSON?: unknown } | undefined)?.toJSON !== undefined)
    shown.push(JSON.stringify(value));
  return shown.join('\n');
}

/** A gateway that answers with all it was asked, in every form a broken one might. */
const FORMS: Readonly<Record<string, (echo: string, response: ServerResponse) => unknown>> = {
  refused: (echo, response) => response.end(JSON.stringify({ errcode: 40058, errmsg: echo })),
  dead: (echo, response) => response.end(JSON.stringify({ errcode: 42001, errmsg: echo })),
  page: (echo, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${echo}</h1>`),
  redirect: (echo, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:1/?${encodeURIComponent(echo)}` }).end(echo),
  text: (echo, response) => response.end(echo),
  cut: (echo, response) => {
    response.writeHead(200, { 'content-length': '5000' }).write(echo.slice(0, 200));
    setTimeout(() => response.destroy(), 10);
  },
};

@Injectable()
class Assistant {
  @WeChatMessage()
  answer(): string {
    return 'hello';
  }
}

describe('No secret of a corporation shows', () => {
  const log = new LogCapture();
  const reports = new ReportListener();
  const seen: unknown[] = [];
  const answeredWithToken = /\/cgi-bin\/(?:gettoken|service\/get_(?:provider|suite)_token)/;
  let gateway: Server;
  let gatewayUrl: string;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    gateway = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url: address = '', headers } = request;
        if (answeredWithToken.test(address) && address.startsWith('/with-token')) {
          const token = SECRETS.accessToken;
          response.end(
            JSON.stringify({ access_token: token, provider_access_token: token, expires_in: 7200 }),
          );
          return;
        }
        const [, form = ''] = /^\/(?:with-token\/)?(\w+)/.exec(address) ?? [];
        FORMS[form]?.(`${address} ${JSON.stringify(headers)} ${Buffer.concat(chunks).toString()}`, response);
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    const root = {
      module: class RootModule {},
      providers: [Assistant],
      imports: [
        WeChatModule.forRoot({ clients: clientsAt(`${gatewayUrl}/refused`), credentials: new Keyv() }),
      ],
    };
    app = await NestFactory.create(root, { logger: log, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    reports.stop();
    await app.close();
    gateway.closeAllConnections();
    gateway.close();
  });

  let made = 0;
  /** One client of each kind, with ids of its own. */
  function clientsAt(api: string, http: object = { timeout: 150 }): Record<string, ClientDefinition> {
    const { token } = SECRETS;
    const callback = { token, encodingAESKey: KEY };
    const base = { baseUrls: { api }, http };
    const id = `ww${(made += 1)}`;
    return {
      [`corp${made}`]: work({
        corpId: id,
        ...base,
        agents: {
          assistant: { agentId: 1000002, secret: SECRETS.agent, ...callback },
          contacts: { secret: SECRETS.contacts, ...callback },
        },
      }),
      [`suite${made}`]: workSuite({
        suiteId: `wx${made}`,
        suiteSecret: SECRETS.suite,
        providerCorpId: id,
        ...callback,
        ...base,
      }),
      [`provider${made}`]: workProvider({
        corpId: id,
        providerSecret: SECRETS.provider,
        ...callback,
        ...base,
      }),
      [`robot${made}`]: workGroupRobot({
        webhookUrl: `${api}/cgi-bin/webhook/send?key=${SECRETS.robot}-${made}`,
        http,
      }),
      [`bot${made}`]: workBot({
        botId: `bot${made}`,
        secret: SECRETS.bot,
        url: 'ws://127.0.0.1:1',
        ...callback,
      }),
    };
  }

  const fail = async (attempt: () => unknown): Promise<void> => {
    const failure: unknown = await Promise.resolve()
      .then(attempt)
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (failure === undefined) throw new Error('this was to fail');
    seen.push(failure);
  };

  /** Calls of every kind of client. */
  async function callAll(number: number): Promise<void> {
    const clients = app.get(WeChatClients);
    const corp = clients.get<WorkCorp>(`corp${number}`);
    const assistant = corp.agent('assistant');
    await fail(() => assistant.departments.list());
    await fail(() => assistant.login.getUserInfo(SECRETS.code));
    await fail(() => assistant.jsSdk.config('https://crm.example.com/', { jsApiList: [] }));
    await fail(() => corp.contacts.users.get('zhangsan'));
    const suite = clients.get<WorkSuite>(`suite${number}`);
    await fail(() => suite.requestUntyped('POST /cgi-bin/service/get_auth_info'));
    await fail(() => suite.corp('wwother').departments.list());
    await fail(() =>
      clients.get<WorkProvider>(`provider${number}`).requestUntyped('POST /cgi-bin/service/get_login_info', {
        body: { auth_code: 'x' },
      }),
    );
    await fail(() => clients.get<WorkGroupRobot>(`robot${number}`).sendText('hello'));
    await fail(() => clients.get<WorkBot>(`bot${number}`).send('zhangsan', 'hello'));
    seen.push(corp, assistant, corp.contacts, suite, suite.corp('wwother'));
    seen.push(...['provider', 'robot', 'bot'].map((kind) => clients.get(`${kind}${number}`)));
  }

  it('in any error, log line, report or object the suite can provoke', async () => {
    const clients = app.get(WeChatClients);
    await callAll(1);
    const places = Object.keys(FORMS).flatMap((form) => [
      `${gatewayUrl}/${form}`,
      `${gatewayUrl}/with-token/${form}`,
    ]);
    places.push(
      'http://127.0.0.1:1',
      'http://no-such-host.invalid',
      `http://u:${PROXY_PASSWORD}@127.0.0.1:1`,
    );
    const proxy = { host: '127.0.0.1', port: 1, auth: { username: 'u', password: PROXY_PASSWORD } };
    const settings = places.map((place) => [place, undefined] as const);
    await Promise.all(
      [...settings, [places[0]!, { proxy }] as const].map(async ([place, http]) => {
        const declared = Object.entries(clientsAt(place, http));
        const number = made;
        for (const [name, definition] of declared) clients.add(name, definition);
        await callAll(number);
      }),
    );

    // options that cannot work
    const { agent: secret, token } = SECRETS;
    const wrong = [
      workAgent({ secret, agentId: secret }),
      workAgent({ secret: ` ${secret}` }),
      workAgent({ secret, token }),
      workAgent({ secret, token, encodingAESKey: `${KEY}!` }),
      workContacts({ secret }),
    ];
    for (const [index, one] of wrong.entries())
      await fail(() => clients.add(`corp1/wrong${index}`, one as ClientDefinition));
    await fail(() =>
      clients.add(
        'w',
        workSuite({ suiteId: '', suiteSecret: secret, providerCorpId: '', token, encodingAESKey: KEY }),
      ),
    );
    await fail(() => clients.add('w', workProvider({ corpId: '', providerSecret: secret })));
    await fail(() => clients.add('w', workGroupRobot({ webhookUrl: `ftp://x/?key=${SECRETS.robot}` })));
    await fail(() => clients.add('w', workGroupRobot({ webhookUrl: SECRETS.robot })));
    await fail(() => clients.add('w', workBot({ botId: 'b', secret: ` ${SECRETS.bot}` })));
    await fail(() =>
      clients.add('w', workBot({ botId: 'b', secret: SECRETS.bot, url: `http://${SECRETS.bot}` })),
    );

    // callbacks that are not to be trusted
    const now = String(Math.floor(Date.now() / 1000));
    for (const path of [
      'corp1/assistant',
      'corp1/contacts',
      'suite1',
      'suite1/wwother',
      'provider1',
      'bot1',
    ]) {
      const query = new URLSearchParams({
        msg_signature: SECRETS.token,
        timestamp: now,
        nonce: '1',
        echostr: KEY,
      });
      await fetch(`${url}/wechat/${path}?${query}`);
      await fetch(`${url}/wechat/${path}?${query}`, {
        method: 'POST',
        body: `<xml><Encrypt>${KEY}</Encrypt></xml>`,
      });
    }
    seen.push(clients, clients.health(), clientsAt(gatewayUrl), ...reports.all);
    expect(reports.call.length).toBeGreaterThan(100);
    expect(reports.token.length).toBeGreaterThan(10);
    expect(reports.refusal.length).toBeGreaterThan(10);
    expect(seen.length).toBeGreaterThan(200);
    expect(log.lines.length).toBeGreaterThan(20);
    const text = [...seen.map(printed), ...log.lines].join('\n');
    for (const [what, value] of Object.entries({ ...SECRETS, key: KEY, proxy: PROXY_PASSWORD }))
      expect([
        what,
        text.indexOf(value) < 0 ? 'hidden' : text.slice(text.indexOf(value) - 300, text.indexOf(value) + 60),
      ]).toEqual([what, 'hidden']);
    expect(seen.some((one) => one instanceof WorkAgent)).toBe(true);
  });
});
