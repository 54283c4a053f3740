/** An application that downloads a bill into a file, and looks at its own memory meanwhile. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { pay } from 'nestjs-wechat-sdk/pay';
import { serve } from './worker.mjs';

const LOOK_EVERY = 20;
/** The sandbox hashes a bill before it hands out its address. */
const PATIENCE = 600_000;
let shop;

serve({
  /** @param given the options of the merchant, as JSON */
  async start(given) {
    const options = { ...JSON.parse(given), http: { timeout: PATIENCE } };
    const app = await NestFactory.createApplicationContext(
      WeChatModule.forRoot({ clients: { shop: pay(options) } }),
      { logger: ['error', 'warn'] },
    );
    shop = app.get(getWeChatToken('shop'));
  },
  /** @returns bytes of the file, seconds it took, and bytes the resident memory grew by at most */
  async download(billDate) {
    const bill = await shop.bills.tradeBill({ billDate });
    const folder = await mkdtemp(join(tmpdir(), 'bench-bill-'));
    const path = join(folder, 'bill.csv');
    for (let turn = 0; turn < 3; turn += 1) global.gc();
    const before = process.memoryUsage.rss();
    let most = before;
    const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_EVERY);
    const begun = performance.now();
    try {
      await shop.bills.downloadTo(bill, path);
      const seconds = (performance.now() - begun) / 1000;
      return { size: (await stat(path)).size, seconds, growth: most - before };
    } finally {
      clearInterval(looking);
      await rm(folder, { recursive: true });
    }
  },
});
