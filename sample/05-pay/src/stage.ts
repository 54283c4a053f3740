import { type SandboxAccount, type SandboxMerchant, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

/** WeChat played by the sandbox: a merchant, and the official account its shop is known by. */
export interface Stage {
  readonly sandbox: WeChatSandbox;
  readonly merchant: SandboxMerchant;
  readonly account: SandboxAccount;
}

export async function setStage(port: number): Promise<Stage> {
  const sandbox = await WeChatSandbox.start({ port });
  const account = sandbox.officialAccount({ name: 'Shop 小店' });
  // 产品中心 → AppID账号管理: the merchant's orders may name this appid
  return { sandbox, account, merchant: sandbox.merchant({ appIds: [account.appId] }) };
}
