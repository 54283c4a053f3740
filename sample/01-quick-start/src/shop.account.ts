import type { OfficialAccountOptions } from 'nestjs-wechat-sdk';
import { type SandboxAccount, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

/** WeChat as far as this application can see: the real platform, or a sandbox that plays it. */
export interface Surroundings {
  options: OfficialAccountOptions;
  sandbox?: WeChatSandbox;
  account?: SandboxAccount;
}

/** Takes the real account when WECHAT_APP_ID is set, else opens one in a sandbox. */
export async function openAccount(sandboxPort: number): Promise<Surroundings> {
  const {
    WECHAT_APP_ID: appId,
    WECHAT_APP_SECRET: appSecret = '',
    WECHAT_TOKEN: givenToken,
    WECHAT_ENCODING_AES_KEY: givenKey,
  } = process.env;
  const token = givenToken || undefined;
  const encodingAESKey = givenKey || undefined; // set but empty in many an env file
  if (appId) return { options: { appId, appSecret, token, encodingAESKey } };

  const sandbox = await WeChatSandbox.start({ port: sandboxPort });
  // a token without a key is plain mode, as in the console
  const mode = token && !encodingAESKey ? 'plain' : 'encrypted';
  const account = sandbox.officialAccount({ name: 'Shop 小店', token, encodingAESKey, mode });
  return { options: { ...account.credentials, baseUrls: sandbox.baseUrls }, sandbox, account };
}
