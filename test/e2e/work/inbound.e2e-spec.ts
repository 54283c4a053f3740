import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CanActivate, type INestApplication, Injectable, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type CallbackContext,
  ClientOf,
  Context,
  Message,
  officialAccount,
  reply,
  type TextMessage,
  WeChatClients,
  WeChatHandlers,
  WeChatMessage as WeChatAccountMessage,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import {
  type SandboxAccount,
  type SandboxCorp,
  SandboxPushError,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import {
  WeChatEvent,
  WeChatMessage,
  work,
  WorkAgent,
  workAgent,
  type WorkChangeContactCreateUserEvent,
  type WorkChangeContactDeleteUserEvent,
  type WorkClickEvent,
  WorkContacts,
  WorkCorp,
  type WorkEvents,
  workReply,
  type WorkTemplateCardEvent,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';
import { type AdapterName, ADAPTERS } from '../../src/start-app.js';
import { type RawCallback, sendRaw } from '../../src/wechat.sender.js';
import { workPush, workTextXml } from '../../src/work.sender.js';

/** What handlers did, in order: their name, the client, its parent, and what they were given. */
const trail: string[] = [];
/** What the next text is answered with. */
let behave: (message: WorkTextMessage) => unknown = () => undefined;

const note = (handler: string, { client, parent }: CallbackContext, what = ''): void =>
  void trail.push([handler, client.name, parent?.name ?? '-', what].join(' '));

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Injectable()
class Everywhere {
  @WeChatMessage('text')
  text(message: WorkTextMessage, context: CallbackContext): unknown {
    note('everywhere', context, message.Content);
    return behave(message);
  }

  @WeChatMessage('text', { content: /^guarded/ })
  @UseGuards(Nobody)
  guarded(): string {
    return 'never';
  }

  @WeChatMessage('text', { content: 'fields' })
  fields(
    @Message('FromUserName') from: string,
    @ClientOf() client: WorkAgent,
    @Context() { kind, name }: CallbackContext,
  ): string {
    return [from, client instanceof WorkAgent, client.agentId, kind, name].join(' ');
  }

  @WeChatMessage()
  other(_message: object, context: CallbackContext): void {
    note('other', context, context.name);
  }

  @WeChatEvent()
  anyEvent(event: WorkEvents[keyof WorkEvents], context: CallbackContext): void {
    note('any-event', context, event.Event);
  }

  @WeChatEvent('click', { key: 'HELP' })
  help(_event: WorkClickEvent) {
    return [{ title: 'Help', url: 'https://example.com/help' }];
  }

  @WeChatEvent('template_card_event', { key: 'approve' })
  approve(event: WorkTemplateCardEvent, context: CallbackContext) {
    note('approve', context, event.TaskId);
    return workReply.updateButton('已通过');
  }

  @WeChatEvent('template_card_event', { key: 'reject' })
  async reject(_event: WorkTemplateCardEvent) {
    await behave({} as WorkTextMessage);
    return workReply.templateCard({
      card_type: 'text_notice',
      main_title: { title: '已驳回' },
      horizontal_content_list: [{ keyname: '审批人', value: 'alice' }],
      card_action: { type: 1, url: 'https://example.com/' },
    });
  }
}

/** Of official accounts, in the same application. */
@Injectable()
class OfAccounts {
  @WeChatAccountMessage('text')
  text(_message: TextMessage, context: CallbackContext): void {
    note('of-accounts', context, context.kind);
  }
}

@Injectable()
@WeChatHandlers('corp')
class OfTheCorp {
  @WeChatMessage('text', { content: /^corp/ })
  text(message: WorkTextMessage, context: CallbackContext): void {
    note('of-corp', context, message.Content);
  }

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  joined(event: WorkChangeContactCreateUserEvent, context: CallbackContext<WorkContacts>): void {
    note('joined', context, `${event.UserID} ${String(context.client instanceof WorkContacts)}`);
  }

  @WeChatEvent('change_contact', { ChangeType: 'delete_user' })
  left(event: WorkChangeContactDeleteUserEvent, context: CallbackContext): void {
    note('left', context, event.UserID);
  }

  @WeChatEvent('change_contact')
  changed(event: WorkEvents['change_contact'], context: CallbackContext): void {
    note('changed', context, event.ChangeType);
  }
}

@Injectable()
@WeChatHandlers('corp/assistant')
class OfTheAssistant {
  @WeChatMessage('text', { content: /^(corp )?assistant/ })
  text(message: WorkTextMessage, context: CallbackContext): string {
    note('of-assistant', context, message.Content);
    return 'from the assistant';
  }
}

const AGENTS = { assistant: { agentId: 1000002 }, night: { agentId: 1000003 }, contacts: {} };

interface Stage {
  app: INestApplication;
  sandbox: WeChatSandbox;
  account: SandboxAccount;
  corp: SandboxCorp<keyof typeof AGENTS>;
  other: SandboxCorp<keyof typeof AGENTS>;
  clients: WeChatClients;
  url: string;
}

/** An application with two corporations, whose agents have the same names and AgentIds. */
async function setStage(adapter: AdapterName, log: LogCapture, deadline?: number): Promise<Stage> {
  const sandbox = await WeChatSandbox.start();
  const corp = sandbox.corp({ agents: AGENTS });
  const other = sandbox.corp({ agents: AGENTS });
  const account = sandbox.officialAccount();
  const { appId, appSecret, token } = account.credentials;
  const shop = officialAccount({ appId, appSecret, token, baseUrls: sandbox.baseUrls });
  const clients = { corp: work(corp.options), other: work(other.options), shop };
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients, callback: deadline === undefined ? {} : { deadline } })],
    providers: [Everywhere, OfAccounts, OfTheCorp, OfTheAssistant],
  };
  const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(root, server, { logger: log, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/wechat`;
  corp.callBackAt(`${url}/corp`);
  other.callBackAt(`${url}/other`);
  account.callbackUrl = `${url}/shop`;
  return { app, sandbox, account, corp, other, clients: app.get(WeChatClients), url };
}

/** Sends a card with two buttons. */
const sendCard = (clients: WeChatClients, userid: string, task_id: string): Promise<unknown> =>
  clients.get<WorkAgent>('corp/assistant').request('POST /cgi-bin/message/send', {
    body: {
      touser: userid,
      agentid: 1000002,
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '请假' },
        task_id,
        button_list: [
          { text: '通过', key: 'approve' },
          { text: '驳回', key: 'reject' },
        ],
      },
    },
  });

describe.each(ADAPTERS)('What WeCom sends, on %s', (adapter) => {
  let stage: Stage;
  let corp: Stage['corp'];
  let other: Stage['other'];
  let clients: WeChatClients;
  let url: string;
  const log = new LogCapture();

  beforeAll(async () => {
    stage = await setStage(adapter, log);
    ({ corp, other, clients, url } = stage);
  });
  afterAll(async () => {
    await stage.app.close();
    await stage.sandbox.close();
  });
  beforeEach(() => {
    trail.length = 0;
    log.lines.length = 0;
    behave = () => undefined;
    corp.callBackAt(`${url}/corp`);
    other.callBackAt(`${url}/other`);
  });
  afterEach(() => {
    for (const one of [corp, other])
      for (const name of Object.keys(AGENTS)) {
        const { secret, token, encodingAESKey } = one.agent(name).credentials;
        for (const word of [secret, token, encodingAESKey]) expect(log.lines.join('\n')).not.toContain(word);
      }
  });

  it('is received at an address the console has checked', async () => {
    for (const one of [corp, other])
      for (const name of Object.keys(AGENTS)) await one.agent(name).verifyCallbackUrl();
    expect(trail).toEqual([]);
  });

  it.each(['xml', 'json'] as const)('is answered in %s', async (format) => {
    behave = ({ Content }) => `you said ${Content}`;
    const answer = await corp.member().say('好 <b>&]]>', { agent: 'assistant', format });
    expect(answer).toMatchObject({ status: 200, kind: 'text', text: 'you said 好 <b>&]]>', attempts: 1 });
    expect(trail).toEqual(['everywhere corp/assistant corp 好 <b>&]]>']);
    const silent = await corp.member().sendImage(undefined, { agent: 'night', format });
    expect(silent.kind).toBe('none');
    expect(trail[1]).toBe('other corp/night corp image');
  });

  it('is answered with pictures, voices, videos and articles', async () => {
    const alice = corp.member();
    const replies = [
      reply.image('m'),
      reply.voice('m'),
      reply.video({ mediaId: 'm', title: 't' }),
      [{ title: 'a' }, { title: 'b' }],
    ];
    const kinds: string[] = [];
    for (const given of replies) {
      behave = () => given;
      for (const format of ['xml', 'json'] as const)
        kinds.push((await alice.say('x', { agent: 'assistant', format })).kind);
    }
    expect(kinds).toEqual(['image', 'image', 'voice', 'voice', 'video', 'video', 'news', 'news']);
  });

  it('is told to handlers with their parameters, the client and its corporation', async () => {
    const alice = corp.member({ userid: 'fields-alice' });
    const { text } = await alice.say('fields', { agent: 'assistant' });
    expect(text).toBe('fields-alice true 1000002 work-message text');
    expect(clients.get('corp/assistant')).toBeInstanceOf(WorkAgent);
    expect(clients.get('corp')).toBeInstanceOf(WorkCorp);
  });

  it('goes to the handler of the agent, then to that of the corporation, then to that of everybody', async () => {
    const alice = corp.member();
    const bob = other.member();
    await alice.say('corp assistant', { agent: 'assistant' });
    await alice.say('corp assistant', { agent: 'night' });
    await alice.say('assistant', { agent: 'night' });
    await bob.say('corp assistant', { agent: 'assistant' });
    expect(trail).toEqual([
      'of-assistant corp/assistant corp corp assistant',
      'of-corp corp/night corp corp assistant',
      'everywhere corp/night corp assistant',
      'everywhere other/assistant other corp assistant',
    ]);
  });

  it('is not taken for what an official account is sent', async () => {
    await corp.member().say('hello', { agent: 'night' });
    await stage.account.person().say('hello');
    expect(trail).toEqual(['everywhere corp/night corp hello', 'of-accounts shop - message']);
  });

  it('of the address book goes to the handler of each change', async () => {
    const carol = await corp.join({ userid: `carol-${adapter}` });
    await carol.change({ name: 'Carol' });
    await carol.leave();
    await other.join({ userid: `dave-${adapter}` });
    expect(trail).toEqual([
      `joined corp/contacts corp carol-${adapter} true`,
      'changed corp/contacts corp update_user',
      `left corp/contacts corp carol-${adapter}`,
      'any-event other/contacts other change_contact',
    ]);
  });

  it('is told apart by the case of its name', async () => {
    for (const Event of ['click', 'CLICK'])
      trail.push((await corp.pushEvent('assistant', { Event, EventKey: 'HELP' }, { userid: 'alice' })).kind);
    expect(trail).toEqual(['news', 'any-event corp/assistant corp CLICK', 'none']);
  });

  it('is refused by a guard with its own status, and not repeated', async () => {
    const refused = corp.member().say('guarded', { agent: 'assistant' });
    await expect(refused).rejects.toMatchObject({ constructor: SandboxPushError, status: 403, attempts: 1 });
  });

  it.each(['xml', 'json'] as const)('of a card updates it in the answer (%s)', async (format) => {
    corp.agent('assistant').format = format;
    const alice = corp.member();
    const task = `approve-${adapter}-${format}`;
    await sendCard(clients, alice.userid, task);
    const first = await alice.tapCard(task, 'approve');
    expect(first.kind).toBe('update_button');
    expect(trail).toEqual([`approve corp/assistant corp ${task}`]);
    expect(alice.messages.at(-1)).toMatchObject({ replacedButton: '已通过' });
    await sendCard(clients, alice.userid, `${task}-2`);
    const second = await alice.tapCard(`${task}-2`, 'reject');
    expect(second.kind).toBe('update_template_card');
    expect(alice.messages.at(-1)?.card).toMatchObject({
      card_type: 'text_notice',
      main_title: { title: '已驳回' },
      horizontal_content_list: [{ keyname: '审批人', value: 'alice' }],
    });
    corp.agent('assistant').format = 'xml';
  });

  it.each([
    ['music', reply.music({ thumbMediaId: 'm' })],
    ['transfer_customer_service', reply.transferToCustomerService()],
  ])(
    'is answered with 500 when the handler returns %s, and the log says what WeCom takes',
    async (type, given) => {
      behave = () => given;
      const failed = corp.member().say('x', { agent: 'assistant' });
      await expect(failed).rejects.toMatchObject({ status: 500 });
      const told = log.of('error').join('\n');
      expect(told).toContain('Everywhere#text');
      expect(told).toContain(`WeCom knows no reply of type ${type}`);
    },
  );

  it('finds its agent by name or id, of the corporation by name or id', async () => {
    const alice = corp.member();
    const { corpId } = corp;
    for (const address of [`corp/assistant`, `corp/1000002`, `${corpId}/assistant`, `${corpId}/1000002`]) {
      corp.agent('assistant').callbackUrl = `${url}/${address}`;
      await corp.agent('assistant').verifyCallbackUrl();
      await alice.say(address, { agent: 'assistant' });
    }
    expect(trail.map((line) => line.split(' ')[1])).toEqual(Array(4).fill('corp/assistant'));
  });

  it('reaches the agent of its own corporation, where another has one of the same name and AgentId', async () => {
    await corp.member().say('one', { agent: 'assistant' });
    await other.member().say('two', { agent: 'assistant' });
    expect(trail).toEqual(['everywhere corp/assistant corp one', 'everywhere other/assistant other two']);
    other.agent('assistant').callbackUrl = `${url}/corp/assistant`;
    const misled = other.member().say('three', { agent: 'assistant' });
    await expect(misled).rejects.toMatchObject({ status: 401 });
    expect(trail).toHaveLength(2);
  });

  it('finds an agent from when it is added until it is removed', async () => {
    const fresh = corp.addAgent(`fresh-${adapter}`);
    const name = `corp/fresh-${adapter}`;
    fresh.callbackUrl = `${url}/${name}`;
    const alice = corp.member();
    const say = () => alice.say('hello', { agent: fresh.name });
    await expect(say()).rejects.toMatchObject({ status: 404 });
    const added = clients.add(name, workAgent(fresh.credentials));
    behave = () => 'welcome';
    await fresh.verifyCallbackUrl();
    expect((await say()).text).toBe('welcome');
    fresh.callbackUrl = `${url}/corp/${fresh.agentId}`;
    expect((await say()).text).toBe('welcome');
    expect(trail).toEqual([`everywhere ${name} corp hello`, `everywhere ${name} corp hello`]);
    expect(clients.get(name)).toBe(added);
    await clients.remove(name);
    await expect(say()).rejects.toMatchObject({ status: 404 });
    expect(trail).toHaveLength(2);
  });

  it('finishes what is under way with an agent that is removed, and takes nothing more', async () => {
    const brief = corp.addAgent(`brief-${adapter}`);
    const name = `corp/brief-${adapter}`;
    brief.callbackUrl = `${url}/${name}`;
    clients.add(name, workAgent(brief.credentials));
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    behave = async () => {
      begin();
      await sleep(100);
      return 'done';
    };
    const answer = corp.member().say('x', { agent: brief.name });
    await begun;
    await clients.remove(name);
    expect((await answer).text).toBe('done');
  });

  it('is handled once, however many ask at once', async () => {
    const { token, encodingAESKey } = corp.agent('assistant').credentials;
    behave = () => sleep(50).then(() => 'once');
    const text = workTextXml('again', { ToUserName: corp.corpId });
    const push: RawCallback = workPush(text, { token, encodingAESKey, receiveId: corp.corpId });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sendRaw(`${url}/corp/assistant`, push)),
    );
    expect(answers.every((one) => one.status === 200 && one.text.startsWith('<xml>'))).toBe(true);
    expect(trail).toHaveLength(1);
  });
});

describe.each(ADAPTERS)('What takes longer than the deadline, on %s', (adapter) => {
  let stage: Stage;
  let release: () => void = () => undefined;
  const log = new LogCapture();

  beforeAll(async () => {
    stage = await setStage(adapter, log, 50);
  });
  afterAll(async () => {
    await stage.app.close();
    await stage.sandbox.close();
  });
  /** The handler goes on once it is let. */
  const holding = (given?: unknown): void => {
    const gate = new Promise<void>((resolve) => (release = resolve));
    behave = () => gate.then(() => given);
  };

  it('of a tap updates the card afterwards', async () => {
    const alice = stage.corp.member();
    const task = `late-${adapter}`;
    await sendCard(stage.clients, alice.userid, task);
    holding();
    expect((await alice.tapCard(task, 'reject')).kind).toBe('none');
    release();
    await until(() => alice.messages.at(-1)?.card?.['card_type'] === 'text_notice');
    expect(alice.messages.at(-1)?.card).toMatchObject({ main_title: { title: '已驳回' } });
  });

  it('is answered afterwards, as messages of the application', async () => {
    const alice = stage.corp.member();
    const articles = [{ title: 'late', url: 'https://example.com/' }];
    for (const given of ['好'.repeat(900), articles]) {
      const before = alice.messages.length;
      holding(given);
      expect((await alice.say('slow', { agent: 'night' })).kind).toBe('none');
      release();
      await until(() => alice.messages.length > before + (given === articles ? 0 : 1));
    }
    expect(alice.messages.map(({ agent, msgtype }) => [agent, msgtype])).toEqual([
      ['night', 'text'],
      ['night', 'text'],
      ['night', 'news'],
    ]);
    expect(alice.messages.at(-1)?.content).toMatchObject({ articles });
  });

  it('is told to the log where WeCom has no way to bring it', async () => {
    log.lines.length = 0;
    holding(reply.raw({ MsgType: 'text', Content: 'late' }));
    expect((await stage.corp.member().say('slow', { agent: 'night' })).kind).toBe('none');
    release();
    await until(() => log.of('error').length > 0);
    expect(log.of('error').join()).toMatch(/Everywhere#text could not be delivered.*reply\.raw\(\)/s);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it never came');
    await sleep(20);
  }
}
