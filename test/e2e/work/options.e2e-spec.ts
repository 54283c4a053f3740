import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ClientDefinition,
  getWeChatToken,
  InjectWeChat,
  WeChatClients,
  WeChatConfigError,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { type SandboxCorp, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { work, WorkAgent, workAgent, workContacts, type WorkCorp, workSuite } from 'nestjs-wechat-sdk/work';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const secret = 'secret-of-the-agent';

/** Starts an application and stops it again. */
async function boots(clients: Record<string, ClientDefinition>): Promise<WeChatClients> {
  const module = await Test.createTestingModule({ imports: [WeChatModule.forRoot({ clients })] }).compile();
  const found = module.get(WeChatClients);
  await module.close();
  return found;
}

describe('A corporation whose options cannot work is told at start-up, with client, option and cure', () => {
  const corp = (agents: unknown, more: object = {}) => work({ corpId: 'ww1', agents, ...more } as never);

  it.each([
    ['no options', () => work(undefined as never), /"corp": work\(\) was given no options/],
    ['no corpId', () => corp({}, { corpId: '' }), /"corp": corpId is missing/],
    ['a corpId with blanks', () => corp({}, { corpId: 'ww1 ' }), /"corp": corpId is missing/],
    ['a list of agents', () => corp([{ secret }]), /"corp": agents cannot work.*Give an object/],
    ['a text for agents', () => corp('assistant'), /"corp": agents cannot work/],
    ['an agent without options', () => corp({ a: null }), /"corp\/a": workAgent\(\) was given no options/],
    ['an agent without a secret', () => corp({ a: { agentId: 1 } }), /"corp\/a": secret is missing/],
    ['a secret with blanks', () => corp({ a: { secret: ` ${secret}` } }), /"corp\/a": secret is missing/],
    ['an agentId that is none', () => corp({ a: { secret, agentId: 'x' } }), /"corp\/a": agentId/],
    ['an agentId of 0', () => corp({ a: { secret, agentId: 0 } }), /"corp\/a": agentId/],
    [
      'an agentId that begins with 0',
      () => corp({ a: { secret, agentId: '01000002' } }),
      /"corp\/a": agentId/,
    ],
    [
      'a token alone',
      () => corp({ a: { secret, token: 't' } }),
      /"corp\/a": token and encodingAESKey belong/,
    ],
    ['a key alone', () => corp({ a: { secret, encodingAESKey: KEY } }), /token and encodingAESKey belong/],
    [
      'a short key',
      () => corp({ a: { secret, token: 't', encodingAESKey: 'x' } }),
      /"corp\/a".*encodingAESKey/,
    ],
    ['a tolerance', () => corp({ a: { secret, timestampTolerance: -1 } }), /"corp\/a": timestampTolerance/],
    ['a page to log in on', () => corp({ a: { secret, webLogin: 'x' } }), /"corp\/a": webLogin/],
    ['contacts with no secret', () => corp({ contacts: {} }), /"corp\/contacts": secret is missing/],
    ['an address', () => corp({}, { baseUrls: { api: 'qyapi' } }), /"corp".*baseUrls\.api/],
    ['a time-out', () => corp({}, { http: { timeout: -1 } }), /"corp".*http\.timeout/],
    [
      'two agents with one id',
      () => corp({ a: { secret, agentId: 1 }, b: { secret, agentId: 1 } }),
      /ww1\/1/,
    ],
  ])('%s', async (_, definition, said) => {
    const failure: unknown = await boots({ corp: definition() }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect((failure as Error).message).toMatch(said);
    expect((failure as Error).message).not.toContain(secret);
  });

  it('an agent that belongs to nobody, and one under the name of another kind', async () => {
    const clients = await boots({ corp: corp({ a: { secret } }) });
    const add = (name: string, one: ClientDefinition) => () => clients.add(name, one);
    expect(add('agent', workAgent({ secret }))).toThrow(/belongs to a corporation/);
    expect(add('nobody/agent', workAgent({ secret }))).toThrow(/"nobody", which does not exist/);
    expect(add('corp/contacts', workAgent({ secret }))).toThrow(/the name "contacts" is for 通讯录同步/);
    expect(add('corp/address-book', workContacts({ secret }))).toThrow(/the name "contacts"/);
    expect(clients.names()).toEqual(['corp', 'corp/a']);
  });

  it('a name that the factory does not declare', async () => {
    const imported = (names: string[]) =>
      WeChatModule.forRootAsync({
        names: names as ['corp'],
        useFactory: () => ({ clients: { corp: corp({ a: { secret } }) } }),
      });
    const boot = (names: string[]) => Test.createTestingModule({ imports: [imported(names)] }).compile();
    await expect(boot(['corp', 'corp/b'])).rejects.toThrow(/"corp\/b" stands in "names"/);
    await (await boot(['corp', 'corp/a'])).close();
  });
});

describe('The secrets of a corporation', () => {
  let sandbox: WeChatSandbox;
  let console: SandboxCorp<'assistant' | 'data' | 'kf'>;
  const fetches = (): number => sandbox.requests.filter(({ path }) => path.endsWith('/gettoken')).length;

  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    console = sandbox.corp({ agents: { assistant: { agentId: 1000002 }, data: { agentId: null }, kf: {} } });
  });
  afterAll(() => sandbox.close());

  it('are injected by the name of the corporation and their own', async () => {
    class Desk {
      constructor(
        @InjectWeChat('corp') readonly corp: WorkCorp,
        @InjectWeChat('corp', 'assistant') readonly assistant: WorkAgent,
      ) {}
    }
    const names = ['corp', 'corp/assistant'] as const;
    @Module({
      imports: [
        WeChatModule.forRootAsync({
          names,
          useFactory: () => ({ clients: { corp: work(console.options) } }),
        }),
      ],
      providers: [Desk],
    })
    class DeskModule {}
    const module = await Test.createTestingModule({ imports: [DeskModule] }).compile();
    const desk = module.get(Desk);
    expect(desk.assistant).toBeInstanceOf(WorkAgent);
    expect(desk.assistant.agentId).toBe('1000002');
    expect(desk.corp.agent('assistant')).toBe(desk.assistant);
    expect(desk.corp.agent('1000002')).toBe(desk.assistant);
    expect(module.get(getWeChatToken('corp', 'assistant'))).toBe(desk.assistant);
    expect(() => desk.corp.agent('nobody')).toThrow(/it has no agent "nobody"/);
    expect(JSON.parse(JSON.stringify(desk.assistant))).toEqual({
      kind: 'work-agent',
      name: 'corp/assistant',
      id: `${console.corpId}/1000002`,
    });
    await module.close();
  });

  it('have a token each, whatever they are called and in whatever order', async () => {
    const module = await Test.createTestingModule({
      imports: [WeChatModule.forRoot({ clients: { corp: work({ ...console.options, agents: {} }) } })],
    }).compile();
    const clients = module.get(WeChatClients);
    const before = fetches();
    for (const name of ['data', 'kf'] as const) {
      const { secret: one } = console.agent(name).credentials;
      const agent = clients.add('corp/extra', workAgent({ secret: one }));
      await agent.departments.list();
      clients.remove('corp/extra');
    }
    expect(fetches() - before).toBe(2);
    await module.close();
  });

  it('say where members of a corporation log in that has a suite', async () => {
    const options = {
      suiteId: 'wx1',
      suiteSecret: secret,
      providerCorpId: 'ww9',
      token: 't',
      encodingAESKey: KEY,
    };
    const clients = await boots({ crm: workSuite(options) });
    const agent = clients.get<import('nestjs-wechat-sdk/work').WorkSuite>('crm').corp('wwother');
    expect(() => agent.login).toThrow(WeChatConfigError);
    expect(() => agent.login).toThrow(/log in with the suite.*@WeChatLogin\('crm'\)/);
  });
});
