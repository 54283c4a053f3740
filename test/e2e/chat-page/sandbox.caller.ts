import type { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

type Account = ReturnType<WeChatSandbox['officialAccount']>;

/** Calls the sandbox's API the way any application would: over HTTP, with a token. */
export class SandboxCaller {
  constructor(
    private readonly sandbox: WeChatSandbox,
    private readonly account: Account,
  ) {}

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    const { url } = this.sandbox;
    const { appId, appSecret } = this.account;
    const query = new URLSearchParams({ grant_type: 'client_credential', appid: appId, secret: appSecret });
    const fetched = await fetch(`${url}/cgi-bin/token?${query}`);
    const { access_token } = (await fetched.json()) as { access_token: string };
    const response = await fetch(`${url}${path}?access_token=${access_token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (answer.errcode) throw new Error(`${path}: ${String(answer.errmsg)}`);
    return answer;
  }
}
