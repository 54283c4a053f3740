import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Keyv } from 'keyv';
import {
  type CallbackContext,
  type CredentialStore,
  getWeChatToken,
  WeChatHandlers,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import {
  type SandboxCorp,
  type SandboxCustomer,
  type SandboxKfAccount,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import {
  WeChatEvent,
  WeChatKfEvent,
  WeChatKfMessage,
  work,
  type WorkAgent,
  type WorkKfEvents,
  type WorkKfMessages,
  type WorkKfMsgOrEvent,
} from 'nestjs-wechat-sdk/work';
import { FileStore } from '../../src/file.store.js';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

type KfText = WorkKfMessages['text'];

@Injectable()
class CustomerService {
  heard: string[] = [];
  announced: string[] = [];
  contexts: CallbackContext[] = [];
  failures = 0;
  delay = 0;
  reads = false;
  refusals: string[] = [];

  @WeChatEvent('kf_msg_or_event')
  onNews({ OpenKfId }: WorkKfMsgOrEvent): void {
    this.announced.push(OpenKfId);
  }

  @WeChatKfMessage('text')
  async onText({ text, open_kfid }: KfText, context: CallbackContext): Promise<string> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('no database');
    }
    if (this.reads)
      try {
        for await (const { msgid } of (context.client as WorkAgent).kf.messages.sync(open_kfid))
          this.heard.push(msgid);
      } catch (error) {
        this.refusals.push(String(error));
      }
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    this.heard.push(text.content);
    this.contexts.push(context);
    return `收到：${text.content}`;
  }

  @WeChatKfMessage('text', { content: /^长/ })
  onLongText(): string {
    return '字'.repeat(1000);
  }

  @WeChatKfMessage('text', { menu_id: 'refund' })
  onMenu(message: KfText) {
    this.heard.push(`menu ${message.text.menu_id}`);
    return { msgtype: 'location', location: { latitude: 39.9, longitude: 116.4, name: '门店' } };
  }

  @WeChatKfMessage('location')
  onLocation({ location }: WorkKfMessages['location']): void {
    this.heard.push(`at ${location.latitude}`);
  }

  @WeChatKfMessage(undefined, { from: 'servicer' })
  onServicer(message: WorkKfMessages[keyof WorkKfMessages]): void {
    this.heard.push(`servicer ${message.servicer_userid} ${message.msgtype}`);
  }

  @WeChatKfEvent('enter_session')
  onEnter(): string {
    return '您好，请问有什么可以帮您？';
  }

  @WeChatKfEvent('enter_session', { scene: 'poster' })
  onPoster({ event }: WorkKfEvents['enter_session']) {
    this.heard.push(`poster ${event.scene_param}`);
    const click = { id: 'refund', content: '退款' };
    return { msgtype: 'msgmenu', msgmenu: { head_content: '欢迎', list: [{ type: 'click', click }] } };
  }

  @WeChatKfEvent('user_recall_msg')
  onRecall({ event }: WorkKfEvents['user_recall_msg']): void {
    this.heard.push(`recalled ${event.recall_msgid}`);
  }
}

/** Waits for what happens by itself, a second after a handler has failed. */
async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}

const AGENTS = { kf: { token: 'kftoken' } };

describe.each(ADAPTERS)('Customer service on %s', (adapter) => {
  let started: StartedWork;
  let service: CustomerService;
  let account: SandboxKfAccount;
  let customer: SandboxCustomer;

  beforeAll(async () => {
    started = await startWork(adapter, { providers: [CustomerService], agents: AGENTS });
    service = started.app.get(CustomerService);
  });
  afterAll(() => started.close());
  beforeEach(() => {
    account = started.console.kfAccount();
    customer = started.console.customer();
    started.sandbox.reset();
    Object.assign(service, {
      heard: [],
      announced: [],
      contexts: [],
      failures: 0,
      delay: 0,
      reads: false,
      refusals: [],
    });
  });

  const syncs = (): number =>
    started.sandbox.requests.filter(({ path }) => path === '/cgi-bin/kf/sync_msg').length;
  const texts = (): string[] => customer.messages.map(({ text }) => text);

  it('hands a message to its handler, and what it returns to the customer', async () => {
    expect(await customer.sayToKf(account, '在吗')).toMatchObject({ status: 200, kind: 'none', attempts: 1 });
    expect(service.heard).toEqual(['在吗']);
    expect(customer.messages).toMatchObject([{ by: 'kf', from: account.openKfId, text: '收到：在吗' }]);
    expect(service.announced).toEqual([account.openKfId]);
  });

  it('tells the handler the agent, the corporation and the kind', async () => {
    await customer.sayToKf(account, '在吗');
    const [context] = service.contexts;
    expect(context).toMatchObject({ kind: 'kf-message', name: 'text' });
    expect(context?.client).toBe(started.kf);
    expect(context?.parent).toBe(started.corp);
  });

  it('hands each message over once, and reads on where it was', async () => {
    await customer.sayToKf(account, '一');
    await customer.sayToKf(account, '二');
    expect(service.heard).toEqual(['一', '二']);
    const cursors = started.sandbox.requests
      .filter(({ path }) => path === '/cgi-bin/kf/sync_msg')
      .map(({ body }) => (body as { cursor?: string }).cursor);
    expect(cursors).toEqual([undefined, expect.any(String)]);
  });

  it('answers with contents of other kinds, and takes taps in menus by their id', async () => {
    await customer.tapKfMenu(account, 'refund', '退款');
    expect(service.heard).toEqual(['menu refund']);
    expect(customer.messages).toMatchObject([{ msgtype: 'location', content: { name: '门店' } }]);
  });

  it('sends a long text in several messages', async () => {
    await customer.sayToKf(account, '长一点');
    expect(texts()).toHaveLength(2);
    expect(texts().join('')).toBe('字'.repeat(1000));
  });

  it('takes messages without words, and passes over what no handler wants', async () => {
    await customer.sendToKf(account, { msgtype: 'location', location: { latitude: 39.9, longitude: 116.4 } });
    await customer.sendToKf(account, {
      msgtype: 'link',
      link: { title: '链接', url: 'https://example.com' },
    });
    expect(service.heard).toEqual(['at 39.9']);
    expect(customer.messages).toEqual([]);
  });

  it('tells what members said apart, and answers nobody to it', async () => {
    const member = started.console.member();
    await customer.sayToKf(account, '人工');
    await account.take(member, customer);
    await account.answer(customer, '我来了');
    expect(service.heard).toEqual(['人工', `servicer ${member.userid} text`]);
    expect(texts()).toEqual(['收到：人工', '我来了']);
  });

  it('welcomes who comes, once, with the code of the event', async () => {
    await customer.enterKf(account);
    await customer.enterKf(account);
    expect(texts()).toEqual(['您好，请问有什么可以帮您？']);
  });

  it('welcomes with a menu, by where the customer came from', async () => {
    await customer.enterKf(account, { scene: 'poster', sceneParam: 'spring' });
    expect(service.heard).toEqual(['poster spring']);
    expect(customer.messages).toMatchObject([{ msgtype: 'msgmenu', text: '欢迎' }]);
  });

  it('hands over other events, which nobody is answered to', async () => {
    await customer.recallFromKf(account, 'm1');
    expect(service.heard).toEqual(['recalled m1']);
    expect(customer.messages).toEqual([]);
  });

  it('hands a message over again by itself, and takes the repeated announcement', async () => {
    service.failures = 1;
    expect(await customer.sayToKf(account, '再来')).toMatchObject({ status: 200, attempts: 2 });
    expect(service.heard).toEqual([]);
    await until(() => texts().length > 0);
    expect(service.heard).toEqual(['再来']);
    expect(texts()).toEqual(['收到：再来']);
    expect(service.announced).toEqual([account.openKfId]);
  });

  it('keeps the place before a message that failed, and comes back to it before the next one', async () => {
    service.failures = 1;
    await customer.sayToKf(account, '一');
    await customer.sayToKf(account, '二');
    await until(() => texts().length > 1);
    expect(service.heard).toEqual(['一', '二']);
    expect(texts()).toEqual(['收到：一', '收到：二']);
  });

  it('tells a handler that reads the account its message is of that it would wait for itself', async () => {
    service.reads = true;
    await customer.sayToKf(account, '在吗');
    expect(service.refusals).toEqual([expect.stringMatching(/would wait for itself/)]);
    expect(texts()).toEqual(['收到：在吗']);
  });

  it('does not let one customer wait for the handler of another, nor run a message twice', async () => {
    service.failures = 1;
    const other = started.console.customer();
    await Promise.all([customer.sayToKf(account, '一'), other.sayToKf(account, '二')]);
    await until(() => texts().length + other.messages.length > 1);
    expect(service.heard.toSorted()).toEqual(['一', '二']);
    expect([...texts(), ...other.messages.map(({ text }) => text)].toSorted()).toEqual([
      '收到：一',
      '收到：二',
    ]);
  });

  it('looks once more, and not side by side, for all that comes while it reads', async () => {
    service.delay = 200;
    const others = Array.from({ length: 6 }, () => started.console.customer());
    const first = customer.sayToKf(account, '0');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([first, ...others.map((one, place) => one.sayToKf(account, String(place + 1)))]);
    expect(service.heard.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(syncs()).toBeLessThanOrEqual(3);
  });
});

@WeChatHandlers('corp/kf')
class Steps {
  static heard: string[] = [];
  static bad: string | undefined;
  /** Handlers that fail after the deadline. */
  static lateFailures = 0;
  static hold: Promise<void> | undefined;

  @WeChatKfMessage('text')
  async onText({ text }: KfText): Promise<string> {
    await Steps.hold;
    if (text.content === Steps.bad) throw new Error('never works');
    if (Steps.lateFailures > 0) {
      Steps.lateFailures -= 1;
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw new Error('the model is away');
    }
    Steps.heard.push(text.content);
    return `第 ${Steps.heard.length} 步`;
  }
}

describe('Customer service over restarts', () => {
  let sandbox: WeChatSandbox;
  let corp: SandboxCorp;
  let account: SandboxKfAccount;
  let customer: SandboxCustomer;
  let folder: string;
  let app: INestApplication | undefined;
  let logs: LogCapture;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kf-'));
    sandbox = await WeChatSandbox.start();
    corp = sandbox.corp({ agents: { kf: {} } });
    account = corp.kfAccount();
    customer = corp.customer();
    Steps.heard = [];
    Steps.hold = undefined;
    Steps.bad = undefined;
    Steps.lateFailures = 0;
  });
  afterEach(async () => {
    await app?.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  async function start({
    providers = [Steps],
    credentials = new Keyv({ store: new FileStore(folder) }),
    deadline = 4500,
  }: {
    providers?: Type[];
    credentials?: CredentialStore;
    deadline?: number;
  } = {}): Promise<WorkAgent> {
    logs = new LogCapture();
    const module = WeChatModule.forRoot({
      clients: { corp: work(corp.options) },
      callback: { deadline },
      credentials,
    });
    app = await NestFactory.create(
      { module: class Root {}, imports: [module], providers },
      { logger: logs, abortOnError: false },
    );
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    corp.callBackAt(`http://127.0.0.1:${port}/wechat/corp`);
    return app.get<WorkAgent>(getWeChatToken('corp', 'kf'));
  }

  it('reads on behind what was handled before', async () => {
    await start();
    await customer.sayToKf(account, '一');
    await app?.close();
    await start();
    await customer.sayToKf(account, '二');
    expect(Steps.heard).toEqual(['一', '二']);
    expect(logs.of('warn')).toEqual([]);
  });

  it('is given what came meanwhile, with the next message', async () => {
    await start();
    await customer.sayToKf(account, '一');
    await app?.close();
    await expect(customer.sayToKf(account, '二')).rejects.toThrow();
    await start();
    await customer.sayToKf(account, '三');
    expect(Steps.heard).toEqual(['一', '二', '三']);
  });

  it('answers nobody twice when the message of another one never works', async () => {
    await start();
    Steps.bad = '坏';
    const others = [corp.customer(), corp.customer(), corp.customer()];
    await customer.sayToKf(account, '坏');
    for (const [place, other] of others.entries()) await other.sayToKf(account, String(place));
    expect(Steps.heard).toEqual(['0', '1', '2']);
    await app?.close();
    await start();
    const last = corp.customer();
    await last.sayToKf(account, '3');
    expect(Steps.heard).toEqual(['0', '1', '2', '3']);
    expect(others.map(({ messages }) => messages.length)).toEqual([1, 1, 1]);
  });

  it('hands a message over again that failed after it was acknowledged', async () => {
    await start({ deadline: 50 });
    Steps.lateFailures = 1;
    expect(await customer.sayToKf(account, '慢')).toMatchObject({ status: 200, attempts: 1 });
    await until(() => customer.messages.length > 0);
    expect(customer.messages).toMatchObject([{ text: '第 1 步' }]);
  });

  it('finishes what is under way before it ends', async () => {
    await start({ deadline: 50 });
    let go: () => void = () => undefined;
    Steps.hold = new Promise((resolve) => (go = resolve));
    expect(await customer.sayToKf(account, '慢')).toMatchObject({ status: 200 });
    const end = app?.close();
    go();
    await end;
    expect(Steps.heard).toEqual(['慢']);
    expect(customer.messages).toMatchObject([{ text: '第 1 步' }]);
    await start();
    await customer.sayToKf(account, '快');
    expect(Steps.heard).toEqual(['慢', '快']);
  });

  it('says that the place is lost at the end, when it is kept in memory alone', async () => {
    await start({ credentials: new Keyv() });
    await customer.sayToKf(account, '一');
    await customer.sayToKf(account, '二');
    expect(logs.of('warn').filter((line) => line.includes('known in memory alone'))).toHaveLength(1);
  });

  it('leaves messages where they are when there is no handler for them', async () => {
    const kf = await start({ providers: [] });
    expect(await customer.sayToKf(account, '一')).toMatchObject({ status: 200 });
    expect(sandbox.requests.filter(({ path }) => path.endsWith('sync_msg'))).toEqual([]);
    const read: string[] = [];
    for await (const message of kf.kf.messages.sync(account.openKfId))
      if (message.msgtype === 'text') read.push(message.text.content);
    expect(read).toEqual(['一']);
  });
});
