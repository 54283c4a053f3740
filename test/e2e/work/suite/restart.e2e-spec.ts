import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Keyv } from 'keyv';
import { WeChatInfo, type WorkSuite, type WorkToldInfos } from 'nestjs-wechat-sdk/work';
import { FileStore } from '../../../src/file.store.js';
import { LogCapture } from '../../../src/log.capture.js';
import { lastInfo } from '../../../src/sandbox.reader.js';
import { ADAPTERS } from '../../../src/start-app.js';
import { openSuiteWorld, type RunningSuites, runSuites, type SuiteWorld } from '../../../src/start-suite.js';

let told: string[] = [];

@Injectable()
class Handlers {
  @WeChatInfo('create_auth')
  created({ AuthCorpId }: WorkToldInfos['create_auth']): void {
    told.push(AuthCorpId);
  }
}

const namesOf = async (suite: WorkSuite, corpId: string): Promise<string[]> =>
  (
    await suite.corp(corpId).request('GET /cgi-bin/user/simplelist', { query: { department_id: 1 } })
  ).userlist.map(({ name }) => name);

describe.each(ADAPTERS)('Suites whose credentials are in files, on %s', (adapter) => {
  let world: SuiteWorld;
  let folder: string;
  let running: RunningSuites[];
  const log = new LogCapture();
  beforeEach(async () => {
    told = [];
    running = [];
    folder = await mkdtemp(join(tmpdir(), 'suites-'));
    world = await openSuiteWorld();
  });
  afterEach(async () => {
    for (const { app } of running) await app.close();
    await world.sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (store: object = new FileStore(folder)): Promise<RunningSuites> => {
    const credentials = new Keyv({ store });
    const started = await runSuites(world, adapter, {
      module: { credentials },
      providers: [Handlers],
      nest: { logger: log },
    });
    running.push(started);
    return started;
  };
  const stop = async (one: RunningSuites): Promise<void> => {
    running = running.filter((other) => other !== one);
    await one.app.close();
  };

  it('act in their corporations after a restart, without another ticket or code', async () => {
    const { crmConsole, customConsole, acme, globex } = world;
    const first = await start();
    await crmConsole.pushTicket();
    await customConsole.pushTicket();
    await crmConsole.install(acme);
    await customConsole.install(globex);
    await stop(first);
    const second = await start();
    expect(await namesOf(second.crm, acme.corpId)).toEqual(['张三']);
    expect(await namesOf(second.custom, globex.corpId)).toEqual(['李四']);
    const said = await acme.memberOf('zhangsan').say('x', { agent: crmConsole.suiteId });
    expect(said.status).toBe(200);
    expect(told).toEqual([acme.corpId, globex.corpId]);
  });

  it('keep the code when the cache was emptied, and the AgentId too', async () => {
    const { crmConsole, acme, sandbox } = world;
    const first = await start();
    await crmConsole.pushTicket();
    await crmConsole.install(acme);
    const agentId = await first.crm.corp(acme.corpId).requireAgentId();
    await stop(first);
    const second = await start();
    const asked = sandbox.requests.length;
    expect(await second.crm.corp(acme.corpId).requireAgentId()).toBe(agentId);
    expect(sandbox.requests).toHaveLength(asked);
  });

  it('are not told that a corporation came before its permanent code is kept, and lose none meanwhile', async () => {
    const { crmConsole, acme, sandbox } = world;
    const store = new FileStore(folder);
    let isAway = false;
    const shaky = {
      get: (key: string) => store.get(key),
      set: (key: string, value: string) =>
        isAway && key.includes('authorization')
          ? Promise.reject(new Error('disk full'))
          : store.set(key, value),
      delete: (key: string) => store.delete(key),
      clear: () => store.clear(),
    };
    const { crm } = await start(shaky);
    await crmConsole.pushTicket();
    isAway = true;
    await expect(crmConsole.install(acme)).rejects.toThrow(/HTTP 500/);
    expect(told).toEqual([]);
    const exchanges = sandbox.requests.filter(({ path }) => path.endsWith('/get_permanent_code'));
    expect(exchanges).toHaveLength(1);
    isAway = false;
    await crmConsole.pushInfo(lastInfo(sandbox));
    expect(told).toEqual([acme.corpId]);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
  });

  it('share corporations with other processes of the application', async () => {
    const { crmConsole, acme } = world;
    const left = await start();
    await crmConsole.pushTicket();
    const right = await start();
    left.takePushes();
    await crmConsole.install(acme);
    expect(await namesOf(right.crm, acme.corpId)).toEqual(['张三']);
    await crmConsole.uninstall(acme);
    await expect(left.crm.authorization.getInfo(acme.corpId)).rejects.toThrow(/has not authorized/);
    await expect(right.crm.authorization.getInfo(acme.corpId)).rejects.toThrow(/has not authorized/);
  });

  it('keep the newer of two tickets, whichever comes last', async () => {
    const { crmConsole } = world;
    const { crm } = await start();
    const ticket = await crmConsole.pushTicket();
    const old = { SuiteTicket: 'old', TimeStamp: Math.floor(Date.now() / 1000) - 100 };
    await crmConsole.pushInfo({ InfoType: 'suite_ticket', ...old });
    await expect(crm.authorization.createPreAuthCode()).resolves.toBeDefined();
    const [asked] = world.sandbox.requests.filter(({ path }) => path.endsWith('/get_suite_token'));
    expect(ticket).not.toBe('old');
    expect(asked?.errcode).toBe(0);
  });

  it('warn where credentials live in memory alone', async () => {
    running.push(await runSuites(world, adapter, { nest: { logger: log } }));
    expect(log.of('warn').join('\n')).toMatch(/"crm": credentials live in memory alone.*permanent codes/);
  });
});
