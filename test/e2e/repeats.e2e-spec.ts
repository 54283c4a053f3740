import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { reply, type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { AES_KEY, ADAPTERS, type StartedApp, startApp, type StartOptions } from '../src/start-app.js';
import { sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';

let runs = 0;
let broken = 0;

@Injectable()
class Slow {
  @WeChatMessage('text', { content: /^wait / })
  async wait({ Content }: TextMessage): Promise<unknown> {
    runs += 1;
    await sleep(Number(Content.split(' ')[1]));
    if (Content.includes('long')) return `${'一行字\n'.repeat(400)}end`;
    if (Content.includes('news')) return reply.news([{ title: 'late news', url: 'https://example.com/' }]);
    if (Content.includes('transfer')) return reply.transferToCustomerService();
    return `run ${runs}`;
  }

  @WeChatMessage('text', { content: 'break once' })
  breakOnce(): string {
    broken += 1;
    if (broken === 1) throw new Error('a passing fault');
    return `worked at ${broken}`;
  }
}

const DEADLINE = 150;
const TIMEOUT = 250;

describe.each(ADAPTERS)('WeChat asks again and gives up after a while: on %s', (adapter) => {
  let started: StartedApp;
  afterEach(() => started.close());

  const start = async (options: StartOptions = {}) => {
    runs = 0;
    broken = 0;
    started = await startApp(adapter, {
      providers: [Slow],
      callback: { deadline: DEADLINE },
      pushTimeout: TIMEOUT,
      ...options,
    });
    const alice = started.account.person({ nickname: 'Alice' });
    await alice.subscribe();
    return alice;
  };
  const push = (content: string) => {
    const { account } = started;
    const { appId, token } = account;
    const sealed = sealedPush(textXml(content), { appId, token, encodingAESKey: AES_KEY });
    return () => sendRaw(account.callbackUrl as string, sealed);
  };

  it('a repeat while the handler runs waits for the same result, and the handler runs once', async () => {
    await start({ callback: { deadline: 2000 } });
    const send = push('wait 100');
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.every(({ text }) => text.includes('<Encrypt>'))).toBe(true);
    expect(runs).toBe(1);
  });

  it('a repeat afterwards gets the stored answer', async () => {
    await start();
    const send = push('wait 1');
    const first = await send();
    const second = await send();
    expect(first.text).toContain('<Encrypt>');
    expect(second.text).toContain('<Encrypt>');
    expect(runs).toBe(1);
  });

  it('a failed run is forgotten, so that the next try of WeChat runs it', async () => {
    const alice = await start();
    const answer = await alice.say('break once');
    expect(answer).toMatchObject({ text: 'worked at 2', attempts: 2 });
  });

  it('a handler that misses the deadline is acknowledged, goes on, and its reply follows as a customer message', async () => {
    const alice = await start();
    const answer = await alice.say('wait 300');
    expect(answer).toMatchObject({ kind: 'none', attempts: 1 });
    const late = await alice.nextMessage({ timeout: 2000 });
    expect(late.message).toMatchObject({ msgtype: 'text', text: { content: 'run 1' } });
    expect(runs).toBe(1);
  });

  it('a repeat that still waits when the handler ends is answered, and no customer message doubles it', async () => {
    const deadline = 600; // with room for a busy machine on either side
    const alice = await start({ callback: { deadline } });
    const send = push(`wait ${deadline * 1.5}`);
    const first = send();
    await sleep(deadline);
    const second = await send();
    expect((await first).text).toBe('success');
    expect(second.text).toContain('<Encrypt>');
    await sleep(100);
    expect(alice.received).toHaveLength(0);
    expect(runs).toBe(1);
  });

  it('a late text is split where WeChat would refuse it, at line breaks, nothing lost', async () => {
    const alice = await start();
    await alice.say('wait 200 long');
    const whole = `${'一行字\n'.repeat(400)}end`;
    let text = '';
    while (text.length < whole.length) {
      const { message } = await alice.nextMessage({ timeout: 2000 });
      const { content } = message.text as { content: string };
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
      text += content;
    }
    expect(text).toBe(whole);
  });

  it('late articles follow too; what has no customer message is told in the log and nothing breaks', async () => {
    const alice = await start();
    await alice.say('wait 200 news');
    expect((await alice.nextMessage({ timeout: 2000 })).message).toMatchObject({ msgtype: 'news' });
    await alice.say('wait 200 transfer');
    await sleep(150);
    expect((await alice.say('wait 1')).kind).toBe('text');
  });

  it('a late reply can be dropped instead', async () => {
    const alice = await start({ callback: { deadline: DEADLINE, lateReply: 'drop' } });
    await alice.say('wait 200');
    await sleep(200);
    expect(alice.received).toHaveLength(0);
    expect(runs).toBe(1);
  });

  it('closing waits for a reply that has yet to miss its deadline, too', async () => {
    const alice = await start();
    const said = alice.say('wait 300').catch(() => undefined);
    await sleep(30);
    await started.app.close();
    await said;
    expect(alice.received).toHaveLength(1);
  });

  it('closing waits for handlers that were acknowledged early', async () => {
    const alice = await start();
    await alice.say('wait 300');
    await started.app.close();
    expect(alice.received).toHaveLength(1);
  });

  it('replay protection refuses what came before, when it is on', async () => {
    await start({ callback: { deadline: DEADLINE, replayProtection: true } });
    const send = push('wait 1');
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(401);
    expect(runs).toBe(1);
  });
});
