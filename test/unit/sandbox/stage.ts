import { afterEach } from '@jest/globals';
import {
  type SandboxAccount,
  type SandboxAccountOptions,
  type SandboxMiniProgram,
  type SandboxOptions,
  WeChatSandbox,
} from '../../../lib/sandbox/index.js';
import { ApiClient } from './api.client.js';
import { Application } from './application.js';

export interface Stage {
  sandbox: WeChatSandbox;
  app: Application;
  shop: SandboxAccount;
  api: ApiClient;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

export interface MiniStage {
  sandbox: WeChatSandbox;
  app: Application;
  mini: SandboxMiniProgram;
  api: ApiClient;
}

/** As {@link setStage}, with a mini program. */
export async function setMiniStage(options: SandboxAccountOptions = {}): Promise<MiniStage> {
  const app = await Application.start();
  const sandbox = await WeChatSandbox.start({ pushTimeout: 150 });
  open.push(sandbox, app);
  const mini = sandbox.miniProgram({ callbackUrl: app.url, ...options });
  return { sandbox, app, mini, api: await new ApiClient(sandbox, mini).login() };
}

/** A sandbox, an account, and an application it pushes to; all closed after the test. */
export async function setStage(options: SandboxAccountOptions & SandboxOptions = {}): Promise<Stage> {
  const app = await Application.start();
  const sandbox = await WeChatSandbox.start({ pushTimeout: 150, ...options });
  open.push(sandbox, app);
  const shop = sandbox.officialAccount({ callbackUrl: app.url, ...options });
  return { sandbox, app, shop, api: await new ApiClient(sandbox, shop).login() };
}
