import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { WeChatEvent, type WxaMediaCheckEvent } from 'nestjs-wechat-sdk';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const verdicts: WxaMediaCheckEvent[] = [];

@Injectable()
class Moderation {
  @WeChatEvent('wxa_media_check')
  keep(event: WxaMediaCheckEvent): void {
    verdicts.push(event);
  }
}

describe.each(ADAPTERS)('Content security on %s', (adapter) => {
  let started: StartedMiniProgram;
  afterEach(() => started.close());

  it.each(['json', 'xml'] as const)(
    'brings its late verdicts to the handler, pushed as %s',
    async (format) => {
      verdicts.length = 0;
      started = await startMiniProgram(adapter, { account: { format }, providers: [Moderation] });
      const { account, mini } = started;
      const { openid } = account.person();
      const traces: string[] = [];
      for (const name of ['fine', 'risky']) {
        const media_url = `https://a.b/${name}.png`;
        traces.push(await mini.security.checkMediaAsync({ openid, scene: 1, media_url, media_type: 2 }));
      }
      while (verdicts.length < 2) await sleep(10);
      const told = verdicts.map(({ trace_id, result, version }) => [trace_id, version, result]);
      expect(told).toContainEqual([traces[0], '2', { suggest: 'pass', label: '100' }]);
      expect(told).toContainEqual([traces[1], '2', { suggest: 'risky', label: '20006' }]);
    },
  );

  it('tells at once what it thinks of texts and pictures', async () => {
    started = await startMiniProgram(adapter);
    const { account, mini, sandbox } = started;
    const { openid } = account.person();
    const text = { openid, scene: 2, content: '你好' } as const;
    expect(await mini.security.checkText(text)).toMatchObject({ suggest: 'pass', label: 100 });
    expect(await mini.security.checkText({ ...text, content: '违禁' })).toMatchObject({
      suggest: 'risky',
      label: 20006,
      trace_id: expect.any(String),
    });
    await expect(mini.security.checkText({ ...text, openid: 'nobody' })).rejects.toMatchObject({
      errcode: 40003,
    });
    sandbox.fail('POST /wxa/msg_sec_check', { errcode: 61010 });
    await expect(mini.security.checkText(text)).rejects.toMatchObject({ errcode: 61010 });
    const picture = { content: Buffer.from('p'), filename: 'p.png', contentType: 'image/png' };
    expect(await mini.security.checkImage(picture)).toBe(true);
    expect(await mini.security.checkImage({ ...picture, filename: 'risky.png' })).toBe(false);
    const { risk_rank } = await mini.security.getUserRiskRank({ openid, scene: 0 });
    expect(risk_rank).toEqual(expect.any(Number));
  });
});
