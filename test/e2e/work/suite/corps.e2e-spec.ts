import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { type CallbackContext, ClientOf, Context, Message, WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  WeChatEvent,
  WeChatInfo,
  WeChatMessage,
  type WorkAgent,
  type WorkSuite,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';
import type { SandboxCorp } from 'nestjs-wechat-sdk/sandbox';
import { ADAPTERS } from '../../../src/start-app.js';
import { startSuites, type StartedSuites } from '../../../src/start-suite.js';

let told: unknown[] = [];
let slow = false;
const acmeId = 'wwacme0000000000000';

@Injectable()
@WeChatHandlers('crm')
class CrmHandlers {
  @WeChatMessage('text')
  async text(
    @Message() { Content, FromUserName }: WorkTextMessage,
    @ClientOf() client: WorkAgent,
    @Context() context: CallbackContext,
  ): Promise<string> {
    told.push([client.constructor.name, client.name, client.corpId, context.parent?.name]);
    if (slow) await new Promise((resolve) => setTimeout(resolve, 300));
    return `${FromUserName}: ${Content}`;
  }

  @WeChatEvent('enter_agent')
  entered(): void {
    told.push('entered');
  }

  @WeChatInfo('change_contact', { ChangeType: 'create_user' })
  joined(@Message() info: { AuthCorpId: string; UserID: string }, @ClientOf() suite: WorkSuite): void {
    told.push([suite.name, info.AuthCorpId, info.UserID]);
  }
}

@Injectable()
@WeChatHandlers(`crm/${acmeId}`)
class AcmeHandlers {
  @WeChatEvent('subscribe')
  subscribed(): void {
    told.push('subscribed to Acme alone');
  }
}

@Injectable()
@WeChatHandlers('hr')
class HrHandlers {
  @WeChatMessage()
  any(): string {
    return 'HR';
  }

  @WeChatInfo()
  info(): void {
    told.push('hr info');
  }
}

describe.each(ADAPTERS)('What happens in corporations reaches the suite, on %s', (adapter) => {
  let started: StartedSuites;
  let acme: SandboxCorp;
  beforeAll(async () => {
    started = await startSuites(adapter, {
      providers: [CrmHandlers, AcmeHandlers, HrHandlers],
      module: { callback: { deadline: 200 } },
    });
    acme = started.sandbox.corp({ corpId: acmeId, name: 'Acme' });
    acme.member({ userid: 'zhangsan', name: '张三' });
    await started.crmConsole.install(acme);
    await started.crmConsole.install(started.globex);
    await started.hrConsole.install(acme);
    told = [];
  });
  afterEach(() => {
    told = [];
    slow = false;
  });
  afterAll(() => started.close());

  const to = (suite: 'crmConsole' | 'hrConsole') => ({ agent: started[suite].suiteId });

  it.each(['xml', 'json'] as const)('as messages of the agent there, in %s', async (format) => {
    const reply = await acme.memberOf('zhangsan').say('你好', { ...to('crmConsole'), format });
    expect(reply).toMatchObject({ kind: 'text', text: 'zhangsan: 你好' });
    const { globex } = started;
    await globex.memberOf('lisi').say('hi', { ...to('crmConsole'), format });
    expect(told).toEqual([
      ['WorkAgent', `crm/${acmeId}`, acmeId, 'crm'],
      ['WorkAgent', `crm/${globex.corpId}`, globex.corpId, 'crm'],
    ]);
  });

  it('as messages of the right suite, where a corporation has two', async () => {
    expect(await acme.memberOf('zhangsan').say('你好', to('hrConsole'))).toMatchObject({ text: 'HR' });
    expect(await acme.memberOf('zhangsan').say('x', to('crmConsole'))).toMatchObject({ text: 'zhangsan: x' });
  });

  it('as events, and for handlers of one corporation alone', async () => {
    const { crmConsole, globex } = started;
    await acme.memberOf('zhangsan').enter(crmConsole.suiteId);
    await acme.memberOf('zhangsan').subscribe(crmConsole.suiteId);
    await globex.memberOf('lisi').subscribe(crmConsole.suiteId);
    expect(told).toEqual(['entered', 'subscribed to Acme alone']);
  });

  it('as news for the suite, which names the corporation', async () => {
    const { crmConsole } = started;
    await crmConsole.pushInfo({
      InfoType: 'change_contact',
      AuthCorpId: acmeId,
      ChangeType: 'create_user',
      UserID: 'wangwu',
    });
    expect(told).toEqual([['crm', acmeId, 'wangwu']]);
  });

  it('and a reply that is late goes out as a message of its application there', async () => {
    slow = true;
    const zhangsan = acme.memberOf('zhangsan');
    const reply = await zhangsan.say('slowly', to('crmConsole'));
    expect(reply.kind).toBe('none');
    while (zhangsan.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(zhangsan.messages[0]).toMatchObject({ text: 'zhangsan: slowly' });
  });

  it('once the addresses are checked, which are sealed for the provider', async () => {
    await expect(started.crmConsole.verifyCallbackUrls()).resolves.toBeUndefined();
    await expect(started.customConsole.verifyCallbackUrls()).resolves.toBeUndefined();
  });

  it('and its clients are found by the names of suite and corporation', () => {
    const { clients, crm, crmConsole } = started;
    const agent = crm.corp(acmeId);
    expect(clients.get(`crm/${acmeId}`)).toBe(agent);
    expect(clients.get(`${crmConsole.suiteId}/${acmeId}`)).toBe(agent);
    expect(clients.has(acmeId)).toBe(false);
    expect(clients.has('crm/wwnobody')).toBe(false);
    expect(clients.names()).toEqual(['crm', 'hr', 'custom', 'provider']);
  });

  it('whose clients show no secret', async () => {
    const { crm, crmConsole, clients } = started;
    const agent = crm.corp(acmeId);
    await agent.requireAgentId();
    const { suiteSecret, token, encodingAESKey } = crmConsole.options;
    const shown = [crm, agent, crm.contacts(acmeId), crm.authorization, clients.health()]
      .map((one) => inspect(one, { depth: 9 }) + JSON.stringify(one))
      .join('\n');
    for (const secret of [suiteSecret, token, encodingAESKey, crmConsole.permanentCodeOf(acme)])
      expect(shown).not.toContain(secret);
    expect(JSON.stringify(agent)).toBe(
      JSON.stringify({ kind: 'work-agent', name: `crm/${acmeId}`, id: `${acmeId}/${crm.suiteId}` }),
    );
  });

  it('and calls of the wrong kind do not go out', async () => {
    const { crm, sandbox } = started;
    const before = sandbox.requests.length;
    await expect(crm.requestUntyped('POST /cgi-bin/message/send', { auth: 'access_token' })).rejects.toThrow(
      /needs the access_token, and this client has the suite_access_token/,
    );
    expect(sandbox.requests).toHaveLength(before);
  });

  it('with signatures for pages inside WeCom, from tickets of its own', async () => {
    const config = await started.crm.corp(acmeId).jsSdk.config('https://saas.example/', { jsApiList: [] });
    expect(config).toMatchObject({ signature: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  it('with ids that lead back', async () => {
    const { idConvert } = started.crm.corp(acmeId);
    const { open_userid_list } = await idConvert.userIdToOpenUserId(['zhangsan', 'nobody']);
    expect(open_userid_list).toEqual([{ userid: 'zhangsan', open_userid: expect.stringMatching(/^wo/) }]);
    const openIds = open_userid_list.map(({ open_userid }) => open_userid);
    const agentId = await started.crm.corp(acmeId).requireAgentId();
    const { userid_list } = await idConvert.openUserIdToUserId(openIds, agentId);
    expect(userid_list).toEqual(open_userid_list);
  });
});
