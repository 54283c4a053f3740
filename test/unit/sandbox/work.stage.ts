import { afterEach } from '@jest/globals';
import { type SandboxCorp, type SandboxOptions, WeChatSandbox } from '../../../lib/sandbox/index.js';
import { Application } from './application.js';
import { WorkClient } from './work.client.js';

export type StageAgent = 'assistant' | 'night' | 'contacts' | 'customer' | 'kf';

export interface WorkStage {
  sandbox: WeChatSandbox;
  app: Application;
  corp: SandboxCorp<StageAgent>;
  /** A client of one of the agents, with a token. */
  as(agent: StageAgent): Promise<WorkClient>;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A sandbox with a corporation, and an application all its agents push to; closed after the test. */
export async function setWorkStage(options: SandboxOptions = {}): Promise<WorkStage> {
  const app = await Application.start();
  const sandbox = await WeChatSandbox.start({ pushTimeout: 500, ...options });
  open.push(sandbox, app);
  const agents = { assistant: {}, night: {}, contacts: {}, customer: {}, kf: {} };
  const corp = sandbox.corp({ name: '云上书店', agents });
  corp.callBackAt(app.url);
  return {
    sandbox,
    app,
    corp,
    as: (agent) => new WorkClient(sandbox, corp.corpId, corp.agent(agent)).login(),
  };
}
