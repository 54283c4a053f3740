import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  Message,
  type MiniprogrampageMessage,
  Reply,
  reply,
  type TextMessage,
  type UserEnterTempsessionEvent,
  WeChatEvent,
  WeChatMessage,
} from 'nestjs-wechat-sdk';
import type { SandboxAccountOptions } from 'nestjs-wechat-sdk/sandbox';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS, type AdapterName, AES_KEY } from '../../src/start-app.js';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const ARTICLE = {
  title: '新品',
  description: '第一杯半价',
  picUrl: 'https://a.b/p.png',
  url: 'https://a.b/',
};
const REPLIES: Readonly<Record<string, () => unknown>> = {
  human: () => reply.transferToCustomerService(),
  agent: () => reply.transferToCustomerService('kf@mini'),
  article: () => reply.news([ARTICLE]),
  'bare article': () => [{ title: '新品' }],
  'two articles': () => [ARTICLE, ARTICLE],
  voice: () => reply.voice('m1'),
  card: () => new Reply('card', {}),
  long: () => `${'一行字\n'.repeat(400)}end`,
  nothing: () => undefined,
};

let picture = '';

@Injectable()
class Desk {
  @WeChatMessage('text')
  async answer(@Message() { Content }: TextMessage): Promise<unknown> {
    if (Content.startsWith('late ')) await sleep(400);
    const made = REPLIES[Content.replace('late ', '')];
    return made ? made() : `echo ${Content}`;
  }

  @WeChatMessage('image')
  mirror(): Reply {
    return reply.image(picture);
  }

  @WeChatMessage('miniprogrampage')
  card({ Title, PagePath }: MiniprogrampageMessage): string {
    return `${Title} ${PagePath}`;
  }

  @WeChatEvent('user_enter_tempsession')
  enter({ SessionFrom }: UserEnterTempsessionEvent): string {
    return `welcome from ${SessionFrom}`;
  }
}

const customer = (msgtype: string, openid: string, part: object) => ({
  kind: 'customer',
  message: { touser: openid, msgtype, [msgtype]: part },
});

const WAYS: Array<[AdapterName, SandboxAccountOptions]> = ADAPTERS.flatMap((adapter) =>
  (['json', 'xml'] as const).flatMap((format) =>
    (['plain', 'compatible', 'encrypted'] as const).map((mode): [AdapterName, SandboxAccountOptions] => [
      adapter,
      { format, mode },
    ]),
  ),
);

describe('Customer messages of a mini program', () => {
  let started: StartedMiniProgram;
  const start = async (adapter: AdapterName, account: SandboxAccountOptions, more = {}) => {
    const encodingAESKey = account.mode === 'plain' ? undefined : AES_KEY;
    started = await startMiniProgram(adapter, {
      account,
      client: { encodingAESKey },
      providers: [Desk],
      ...more,
    });
    return started.account.person();
  };
  afterEach(() => started.close());

  it.each(WAYS)(
    'on %s, pushed as %j: what a handler returns is sent, or passed in the answer',
    async (adapter, way) => {
      const person = await start(adapter, way);
      const { openid } = person;
      expect(await person.say('hello')).toMatchObject({ kind: 'none', raw: 'success' });
      expect(await person.nextMessage()).toMatchObject(customer('text', openid, { content: 'echo hello' }));

      const enter = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: 'help' };
      expect(await person.send(enter)).toMatchObject({ kind: 'none' });
      expect(await person.nextMessage()).toMatchObject(
        customer('text', openid, { content: 'welcome from help' }),
      );

      const page = {
        AppId: started.account.appId,
        Title: '奶茶',
        PagePath: 'p/index?a=b',
        ThumbUrl: 'https://a.b/',
      };
      await person.send({ MsgType: 'miniprogrampage', MsgId: '9007199254740993', ...page });
      expect(await person.nextMessage()).toMatchObject(
        customer('text', openid, { content: '奶茶 p/index?a=b' }),
      );

      const human = await person.say('human');
      expect(human).toMatchObject({ kind: 'transfer_customer_service', fields: { ToUserName: openid } });
      expect(human.raw.startsWith(way.format === 'json' ? '{' : '<xml>')).toBe(true);
      expect(/Encrypt/.test(human.raw)).toBe(way.mode !== 'plain');
      const agent = await person.say('agent');
      expect(agent).toMatchObject({
        kind: 'transfer_customer_service',
        fields: { TransInfo: { KfAccount: 'kf@mini' } },
      });
      expect(await person.say('nothing')).toMatchObject({ kind: 'none' });
      await sleep(50);
      expect(person.received).toHaveLength(3);
    },
  );

  it.each(ADAPTERS)(
    'on %s a picture, an article and a long text are sent in the form WeChat has for each',
    async (adapter) => {
      const person = await start(adapter, { format: 'json' });
      const { openid } = person;
      picture = await started.mini.media.upload({
        content: Buffer.from('p'),
        filename: 'p.png',
        contentType: 'image/png',
      });
      await person.sendImage();
      expect(await person.nextMessage()).toMatchObject(customer('image', openid, { media_id: picture }));
      await person.say('article');
      const { title, description, url, picUrl: thumb_url } = ARTICLE;
      expect(await person.nextMessage()).toMatchObject(
        customer('link', openid, { title, description, url, thumb_url }),
      );
      await person.say('bare article');
      const bare = { title: '新品', description: '', url: '', thumb_url: '' };
      expect(await person.nextMessage()).toMatchObject(customer('link', openid, bare));
      await person.say('long');
      const parts = [await person.nextMessage(), await person.nextMessage()];
      const texts = parts.map(({ message }) => (message.text as { content: string }).content);
      expect(texts.join('')).toBe(REPLIES.long?.());
    },
  );

  it.each([
    ['voice', /cannot reply with voice/],
    ['two articles', /cannot reply with 2 articles/],
    ['card', /cannot reply with card/],
  ])('a reply of %s is not sent, and the log says what is possible', async (content, reason) => {
    const logger = new LogCapture();
    const person = await start('express', { format: 'json' }, { nest: { logger } });
    expect(await person.say(content)).toMatchObject({ kind: 'none' });
    while (logger.of('error').length === 0) await sleep(10);
    const [line] = logger.of('error');
    expect(line).toMatch(reason);
    expect(line).toMatch(/return a text, a picture, one article, or reply\.transferToCustomerService\(\)/);
    expect(person.received).toHaveLength(0);
  });

  it('a text that comes after the deadline is sent all the same; a transfer is too late then', async () => {
    const logger = new LogCapture();
    const person = await start(
      'fastify',
      { format: 'json' },
      { callback: { deadline: 100 }, nest: { logger } },
    );
    expect(await person.say('late hello')).toMatchObject({ kind: 'none' });
    expect(await person.nextMessage()).toMatchObject(
      customer('text', person.openid, { content: 'echo late hello' }),
    );
    expect(await person.say('late human')).toMatchObject({ kind: 'none' });
    while (logger.of('error').length === 0) await sleep(10);
    expect(logger.of('error')[0]).toMatch(/within 4\.5 s/);
  });

  it("are sent of the application's own accord, and typing is shown", async () => {
    const person = await start('express', { format: 'json' });
    const { openid } = person;
    await person.say('nothing');
    const { customMessage, media } = started.mini;
    const thumb_media_id = await media.upload({
      content: Buffer.from('p'),
      filename: 'p.png',
      contentType: 'image/png',
    });
    const last = () => started.sandbox.requests.at(-1);
    const link = { title: 't', description: 'd', url: 'https://a.b', thumb_url: 'https://a.b/p' };
    const page = { title: 't', pagepath: 'p', thumb_media_id };
    const sends: Array<[string, () => Promise<void>, object]> = [
      ['text', () => customMessage.sendText(openid, '你好'), { content: '你好' }],
      ['image', () => customMessage.sendImage(openid, thumb_media_id), { media_id: thumb_media_id }],
      ['link', () => customMessage.sendLink(openid, link), link],
      ['miniprogrampage', () => customMessage.sendMiniProgramPage(openid, page), page],
    ];
    for (const [msgtype, send, part] of sends) {
      expect(await send()).toBeUndefined();
      expect(last()).toMatchObject({ path: '/cgi-bin/message/custom/send' });
      expect(last()?.body).toEqual({ touser: openid, msgtype, [msgtype]: part });
    }
    await customMessage.setTyping(openid);
    expect(last()).toMatchObject({
      path: '/cgi-bin/message/custom/typing',
      body: { touser: openid, command: 'Typing' },
    });
    await customMessage.setTyping(openid, false);
    expect(last()?.body).toEqual({ touser: openid, command: 'CancelTyping' });
    started.sandbox.fail('POST /cgi-bin/message/custom/send', { errcode: 45015 });
    await expect(customMessage.sendText(openid, 'x')).rejects.toMatchObject({ errcode: 45015 });
  });
});
