import { Controller } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { WeChatLaunchCheck, WeChatMessage } from 'nestjs-wechat-sdk';
import { ADAPTERS } from '../../src/start-app.js';
import { startPlatform } from '../../src/start-platform.js';

@Controller()
class GreedyController {
  @WeChatMessage()
  all(): string {
    return 'mine';
  }
}

describe.each(ADAPTERS)('the launch check (全网发布检测) on %s', (adapter) => {
  it('is passed beside handlers that take everything', async () => {
    const { console, shop, close } = await startPlatform(adapter, {
      controllers: [GreedyController],
      providers: [WeChatLaunchCheck],
    });
    try {
      // each check takes the next of WeChat's five pairs of accounts
      for (let pair = 0; pair < 5; pair += 1) {
        const steps = await console.launchCheck();
        expect(steps.filter(({ passed }) => !passed)).toEqual([]);
        expect(steps).toHaveLength(7);
      }
      await console.authorize(shop);
      const { text } = await shop.person().say('TESTCOMPONENT_MSG_TYPE_TEXT');
      expect(text).toBe('mine');
    } finally {
      await close();
    }
  });

  it('is failed without the responder', async () => {
    const { console, close } = await startPlatform(adapter, { controllers: [GreedyController] });
    try {
      const steps = await console.launchCheck();
      expect(steps.filter(({ passed }) => !passed).map(({ step }) => step)).toEqual([
        'official account: text',
        'official account: event',
        'official account: customer message',
        'mini program: customer message',
      ]);
    } finally {
      await close();
    }
  });
});
