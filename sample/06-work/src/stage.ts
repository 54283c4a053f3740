import { randomBytes } from 'node:crypto';
import {
  type SandboxCorp,
  type SandboxCorpMember,
  type SandboxGroupRobot,
  type SandboxWorkBot,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import type { Setting } from './setting.js';

/** WeCom played by the sandbox: a corporation with an application, a bot, a group robot, and two members. */
export interface Stage {
  readonly sandbox: WeChatSandbox;
  readonly corp: SandboxCorp<'assistant'>;
  readonly bot: SandboxWorkBot;
  readonly team: SandboxGroupRobot;
  readonly member: SandboxCorpMember;
  readonly boss: SandboxCorpMember;
}

export async function setStage(port: number): Promise<Stage> {
  const sandbox = await WeChatSandbox.start({ port });
  const corp = sandbox.corp({ name: '茶山 Tea Hill', agents: { assistant: { title: '助手 Assistant' } } });
  return {
    sandbox,
    corp,
    bot: sandbox.workBot(),
    team: corp.groupRobot(),
    member: corp.member({ userid: 'xiaoya', name: '小雅' }),
    boss: corp.member({ userid: 'laowang', name: '老王' }),
  };
}

/** What the console of that corporation shows. */
export const settingOf = ({ corp, bot, team, boss }: Stage): Setting => ({
  corp: corp.options,
  bot: bot.callbackOptions,
  team: { webhookUrl: team.webhookUrl },
  login: { secret: randomBytes(32).toString('hex') },
  boss: boss.userid,
});
