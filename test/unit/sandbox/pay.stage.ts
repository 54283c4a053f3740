import { afterEach } from '@jest/globals';
import {
  type SandboxMerchant,
  type SandboxMerchantOptions,
  WeChatSandbox,
} from '../../../lib/sandbox/index.js';
import { Application } from './application.js';
import { PayClient } from './pay.client.js';

export interface PayStage {
  sandbox: WeChatSandbox;
  app: Application;
  merchant: SandboxMerchant;
  client: PayClient;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A sandbox, a merchant, and an application that is notified; all closed after the test. */
export async function setPayStage(options: SandboxMerchantOptions = {}): Promise<PayStage> {
  const app = await Application.start();
  const sandbox = await WeChatSandbox.start({ pushTimeout: 500 });
  open.push(sandbox, app);
  const merchant = sandbox.merchant({ notifyUrl: app.url, ...options });
  return { sandbox, app, merchant, client: new PayClient(sandbox, merchant) };
}
