import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  type OfficialAccountOptions,
  type TextMessage,
  WeChatClients,
  WeChatMessage,
  WeChatStorage,
} from 'nestjs-wechat-sdk';
import { LogCapture } from '../src/log.capture.js';
import { ReportListener } from '../src/report.listener.js';
import { type StartedApp, startApp } from '../src/start-app.js';
import { plainQuery, sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';

const SECRETS = {
  appSecret: 'canarysecret00000000000000000000',
  token: 'canarytoken',
  encodingAESKey: 'CANARYKEYcanarykeyCANARYKEYcanarykeyCANARYK',
};
const PREVIOUS = {
  token: 'canarytokenbefore',
  encodingAESKey: 'canarykeyCANARYKEYcanarykeyCANARYKEYcanaryk',
};

/** Everything an application might print of an error. */
function printed(error: unknown): string {
  const shown = [
    inspect(error, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(error),
    String(error),
  ];
  if (error instanceof Error) shown.push(error.stack ?? '', error.message, printed(error.cause ?? ''));
  return shown.join('\n');
}

let shop: OfficialAccount;

@Injectable()
class Handler {
  @WeChatMessage('text')
  async handle({ Content }: TextMessage): Promise<string> {
    if (Content === 'throw') throw new Error('of the application');
    if (Content === 'call') await shop.user.get('unknown');
    return 'fine';
  }
}

describe('No secret shows', () => {
  const log = new LogCapture();
  const reports = new ReportListener();
  const errors: unknown[] = [];
  const tokens: string[] = [];
  let started: StartedApp;
  let hostile: Server;
  let hostileUrl: string;

  beforeAll(async () => {
    started = await startApp('express', {
      providers: [Handler],
      account: SECRETS,
      client: { previousKeys: PREVIOUS },
      nest: { logger: log },
    });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    const storage = started.app.get<WeChatStorage>(WeChatStorage);
    const write = storage.write.bind(storage);
    storage.write = (key, token) => {
      tokens.push(token.value);
      return write(key, token);
    };
    // a gateway that echoes what it was sent, in every form a broken one might
    hostile = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const echo = `${request.url} ${Buffer.concat(chunks).toString()} ${JSON.stringify(request.headers)}`;
        const path = request.url ?? '';
        if (path.includes('token') && !path.includes('access_token=')) {
          return response.end(
            JSON.stringify({ access_token: `canary-access-token-${tokens.length}`, expires_in: 7200 }),
          );
        }
        if (path.includes('errmsg'))
          return response.end(JSON.stringify({ errcode: 99999, errmsg: `you sent ${echo}` }));
        if (path.includes('html'))
          return response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${echo}</h1>`);
        if (path.includes('redirect'))
          return response.writeHead(302, { location: `http://127.0.0.1:1/?${echo}` }).end(echo);
        if (path.includes('cut')) {
          response.writeHead(200, { 'content-length': '500' }).write(echo.slice(0, 20));
          return setTimeout(() => response.destroy(), 10);
        }
        if (path.includes('hang')) return undefined;
        return response.end(echo);
      });
    });
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
    hostileUrl = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    reports.stop();
    hostile.closeAllConnections();
    hostile.close();
    await started.close();
  });

  const fail = async (work: () => unknown): Promise<void> => {
    const failure: unknown = await Promise.resolve()
      .then(work)
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (failure === undefined) throw new Error('this was to fail');
    errors.push(failure);
  };
  const clientOf = (name: string, options: Partial<OfficialAccountOptions>) => {
    const own = { appId: `wx-${name}`, ...SECRETS, ...options } as OfficialAccountOptions;
    return started.app.get(WeChatClients).add(name, officialAccount(own));
  };

  it('in any error, log line or report the suite can provoke', async () => {
    const { account, sandbox } = started;
    await shop.account.getCallbackIps();
    for (const [errcode, times] of [
      [40001, 9],
      [40164, 1],
      [45009, 1],
      [-1, 9],
      [48001, 1],
    ] as const) {
      sandbox.reset();
      sandbox.fail('POST /cgi-bin/message/custom/send', {
        errcode,
        errmsg: `said of ${SECRETS.appSecret} and ${PREVIOUS.encodingAESKey}`,
        times,
      });
      await fail(() => shop.customMessage.sendText('oX', 'hello'));
    }
    sandbox.reset();
    sandbox.fail('POST /cgi-bin/stable_token', {
      errcode: 40125,
      errmsg: `bad secret=${SECRETS.appSecret}`,
      times: 1,
    });
    account.revokeTokens();
    await fail(() => shop.menu.get());
    sandbox.fail('GET /cgi-bin/menu/get', { drop: true, times: 9 });
    await fail(() => shop.menu.get());
    sandbox.reset();
    await fail(() => shop.media.get('no such media'));
    await fail(() => shop.media.getStream('no such media'));
    await fail(() => shop.request('GET /cgi-bin/menu/get', { signal: AbortSignal.abort() }));

    const gateway = clientOf('gateway', { baseUrls: { api: hostileUrl }, http: { timeout: 300 } });
    for (const path of ['errmsg', 'html', 'redirect', 'cut', 'hang', 'echo'] as const) {
      await fail(() => gateway.requestUntyped(`POST /${path}`, { body: { any: 1 } }));
    }
    await fail(() =>
      gateway.requestUntyped('POST /x', { files: { f: { content: Readable.from('x'), filename: 'x' } } }),
    );
    await fail(() => clientOf('dead', { baseUrls: { api: 'http://127.0.0.1:1' } }).openApi.getQuota('/x'));
    await fail(() =>
      clientOf('classic', {
        baseUrls: { api: 'http://127.0.0.1:1' },
        accessToken: 'classic',
      }).openApi.getQuota('/x'),
    );
    await fail(() =>
      clientOf('nohost', { baseUrls: { api: 'http://no-such-host.invalid' } }).openApi.getQuota('/x'),
    );
    await fail(() =>
      clientOf('proxied', {
        http: { proxy: { host: '127.0.0.1', port: 1, auth: { username: 'u', password: SECRETS.appSecret } } },
      }).openApi.getQuota('/x'),
    );
    await fail(() => clientOf('badkey', { encodingAESKey: `${SECRETS.encodingAESKey}!` }));
    await fail(() => clientOf('badkey', { previousKeys: { encodingAESKey: `${PREVIOUS.encodingAESKey}!` } }));
    await fail(() => clientOf('notoken', { token: '' }));
    await fail(() => clientOf('badurl', { baseUrls: { api: `ftp://${SECRETS.appSecret}` } }));
    await fail(() => clientOf('badurl', { baseUrls: { api: `https://host/?secret=${SECRETS.appSecret}` } }));

    const url = account.callbackUrl as string;
    const { appId } = account;
    const person = account.person({});
    await person.say('throw').catch((error: unknown) => errors.push(error));
    await person.say('call').catch((error: unknown) => errors.push(error));
    await sendRaw(url, { query: plainQuery(SECRETS.token), body: textXml(SECRETS.token) });
    await sendRaw(url, { query: plainQuery('other'), body: `<xml>${SECRETS.encodingAESKey}` });
    await sendRaw(url, sealedPush(textXml('x'), { ...SECRETS, appId: `${appId}x` }));
    await sendRaw(url.replace('shop', encodeURIComponent(`no\nclient`)), {
      query: plainQuery(SECRETS.token),
    });
    errors.push(shop, started.app.get(WeChatClients), started.app.get(WeChatClients).health());

    expect(errors.length).toBeGreaterThan(25);
    expect(log.lines.length).toBeGreaterThan(10);
    expect(tokens.length).toBeGreaterThan(2);
    for (const channel of ['call', 'token', 'callback', 'handler', 'refusal'] as const)
      expect(reports[channel].length).toBeGreaterThan(1);
    const everything = [...errors.map(printed), ...log.lines, ...reports.all.map(printed)];
    const canaries = [...Object.values(SECRETS), ...Object.values(PREVIOUS), ...tokens];
    for (const canary of canaries) {
      const leaks = everything.filter(
        (text) => text.includes(canary) || text.includes(encodeURIComponent(canary)),
      );
      expect(leaks).toEqual([]);
    }
    expect(log.lines.every((line) => !line.slice(0, 200).includes('\nclient'))).toBe(true);
  }, 30_000);
});
