/** A merchant platform with one bill, as large as it is asked for and never in memory as a whole. */
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { serve } from './worker.mjs';

let merchant;
serve({
  /** @returns the options of the merchant */
  async start() {
    const sandbox = await WeChatSandbox.start();
    merchant = sandbox.merchant();
    return merchant.credentials;
  },
  addBill: (date, size) => merchant.addBill(date, { size }),
});
