import {
  type SandboxAccount,
  type SandboxMiniProgram,
  type SandboxOpenPlatform,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';

/** WeChat played by the sandbox: a platform, and three accounts that have not authorized it yet. */
export interface Stage {
  readonly sandbox: WeChatSandbox;
  readonly platform: SandboxOpenPlatform;
  readonly tea: SandboxAccount;
  readonly books: SandboxAccount;
  readonly game: SandboxMiniProgram;
}

export async function setStage(port: number): Promise<Stage> {
  const sandbox = await WeChatSandbox.start({ port });
  return {
    sandbox,
    platform: sandbox.openPlatform({ name: 'Desk 掌柜台' }),
    tea: sandbox.officialAccount({ name: 'Tea House 茶馆' }),
    books: sandbox.officialAccount({ name: 'Bookshop 书店' }),
    game: sandbox.miniProgram({ name: 'Puzzle 拼图' }),
  };
}
