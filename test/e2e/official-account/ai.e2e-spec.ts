import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('Voice recognition and translation', () => {
  let started: StartedApp;
  let ai: OfficialAccount['ai'];
  beforeAll(async () => {
    started = await startApp('express');
    ai = started.app.get<OfficialAccount>(getWeChatToken('shop')).ai;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('takes recordings of up to 1 MB and gives their words', async () => {
    const content = Buffer.alloc(1024 * 1024);
    await ai.addVoice('v1', { content, filename: '录音.mp3' });
    expect(last()).toMatchObject({
      path: '/cgi-bin/media/voice/addvoicetorecofortext',
      query: { format: 'mp3', voice_id: 'v1', lang: 'zh_CN' },
      body: { media: { filename: '录音.mp3', size: content.length } },
    });
    expect(await ai.getVoiceText('v1', 'en_US')).toBe('result');
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/media/voice/queryrecoresultfortext',
      query: { voice_id: 'v1', lang: 'en_US' },
    });
    const calls = started.sandbox.requests.length;
    const longer = { content: Buffer.concat([content, Buffer.from('x')]), filename: 'a.mp3' };
    await expect(ai.addVoice('v1', longer)).rejects.toThrow(/1048576/);
    expect(started.sandbox.requests).toHaveLength(calls);
  });

  it('translates texts of up to 600 bytes', async () => {
    expect(await ai.translate('一'.repeat(200), 'zh_CN', 'en_US')).toMatchObject({
      to_content: 'to_content',
    });
    expect(last()).toMatchObject({
      path: '/cgi-bin/media/voice/translatecontent',
      query: { lfrom: 'zh_CN', lto: 'en_US' },
    });
    const calls = started.sandbox.requests.length;
    for (const text of ['', `${'一'.repeat(200)}a`])
      await expect(ai.translate(text, 'zh_CN', 'en_US')).rejects.toThrow(/600/);
    expect(started.sandbox.requests).toHaveLength(calls);
    started.sandbox.fail('POST /cgi-bin/media/voice/translatecontent', { errcode: 48001 });
    await expect(ai.translate('a', 'en_US', 'zh_CN')).rejects.toMatchObject({ errcode: 48001 });
  });
});
