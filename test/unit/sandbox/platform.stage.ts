import { createDecipheriv } from 'node:crypto';
import { MessageCipher, sha1Signature } from '../../../lib/crypto/index.js';
import type {
  SandboxConsole,
  SandboxOpenPlatform,
  SandboxOpenPlatformOptions,
  WeChatSandbox,
} from '../../../lib/sandbox/index.js';
import type { Answered } from './api.client.js';
import type { Application, SeenPush } from './application.js';
import { setStage } from './stage.js';

/** Opens an envelope as the official samples do, and says for whom it was sealed. */
export function openSealed(sealed: string, encodingAESKey: string): { text: string; receiver: string } {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const content = padded.subarray(0, padded.length - Number(padded.at(-1)));
  const end = 20 + content.readUInt32BE(16);
  return { text: content.subarray(20, end).toString(), receiver: content.subarray(end).toString() };
}

export const encryptOf = ({ body }: SeenPush): string =>
  (/"Encrypt":"([^"]+)"/.exec(body) ?? /<Encrypt><!\[CDATA\[([^\]]+)\]\]>/.exec(body))?.[1] ?? '';

/** Every element of a flat XML message, by its name. */
export const fieldsOf = (xml: string): Record<string, string> =>
  Object.fromEntries(
    [...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[)?([^<\]]*)(?:\]\]>)?<\/\1>/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

/** A sealed passive text reply, written by hand. */
export function sealedText(
  platform: SandboxOpenPlatform,
  message: Record<string, string>,
  text: string,
): string {
  const plain =
    `<xml><ToUserName>${message['FromUserName']}</ToUserName><FromUserName>${message['ToUserName']}</FromUserName>` +
    `<CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content><![CDATA[${text}]]></Content></xml>`;
  const sealed = new MessageCipher(platform.encodingAESKey).seal(plain, platform.appId);
  const signature = sha1Signature(platform.token, '1700000000', 'n0nce', sealed);
  return (
    `<xml><Encrypt>${sealed}</Encrypt><MsgSignature>${signature}</MsgSignature>` +
    `<TimeStamp>1700000000</TimeStamp><Nonce>n0nce</Nonce></xml>`
  );
}

/** A platform's hand-written back end. */
export class PlatformClient {
  constructor(
    private readonly sandbox: WeChatSandbox,
    private readonly platform: SandboxOpenPlatform,
    public token = '',
  ) {}

  async login(): Promise<this> {
    const answer = await this.componentToken(await this.platform.pushTicket());
    this.token = String(answer['component_access_token']);
    return this;
  }

  componentToken(ticket: string, extra: object = {}): Promise<Answered> {
    const { appId, appSecret } = this.platform;
    return this.call('/cgi-bin/component/api_component_token', undefined, {
      component_appid: appId,
      component_appsecret: appSecret,
      component_verify_ticket: ticket,
      ...extra,
    });
  }

  /** Calls a route of the platform; its own appid is filled in. */
  component(path: string, body: object = {}): Promise<Answered> {
    return this.call(path, this.token, { component_appid: this.platform.appId, ...body });
  }

  queryAuth(authorization_code: string): Promise<Answered> {
    return this.component('/cgi-bin/component/api_query_auth', { authorization_code });
  }

  renew(account: SandboxConsole, authorizer_refresh_token: string): Promise<Answered> {
    return this.component('/cgi-bin/component/api_authorizer_token', {
      authorizer_appid: account.appId,
      authorizer_refresh_token,
    });
  }

  /** Lets an account authorize the platform and exchanges the code. */
  async adopt(account: SandboxConsole): Promise<{ access: string; refresh: string }> {
    const { authCode } = await this.platform.authorize(account);
    const info = (await this.queryAuth(authCode))['authorization_info'] as Record<string, string>;
    return {
      access: String(info['authorizer_access_token']),
      refresh: String(info['authorizer_refresh_token']),
    };
  }

  async call(path: string, token?: string, body?: unknown): Promise<Answered> {
    return (await this.fetch(path, token, body)).json() as Promise<Answered>;
  }

  /** @param body as JSON already, or to be written as JSON */
  fetch(path: string, token?: string, body?: unknown): Promise<Response> {
    const mark = path.includes('?') ? '&' : '?';
    const url = this.sandbox.url + path + (token === undefined ? '' : `${mark}access_token=${token}`);
    return fetch(
      url,
      body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    );
  }
}

/** A sandbox with a platform, an official account and a mini program; the application says `success` to all. */
export async function setPlatformStage(options: SandboxOpenPlatformOptions = {}) {
  const { sandbox, app, shop } = await setStage();
  const { origin } = new URL(app.url);
  const platform = sandbox.openPlatform({
    callbackUrl: `${origin}/wechat/platform`,
    messageUrl: `${origin}/wechat/platform/$APPID$`,
    name: 'Builder',
    ...options,
  });
  const mini = sandbox.miniProgram({ name: 'Game', callbackUrl: `${origin}/wechat/mini` });
  const client = await new PlatformClient(sandbox, platform).login();
  app.seen.length = 0;
  return { sandbox, app, shop, mini, platform, client };
}

/** What a push says, opened with the platform's key. */
export const openedBy = (platform: SandboxOpenPlatform, push: SeenPush): Record<string, string> =>
  fieldsOf(openSealed(encryptOf(push), platform.encodingAESKey).text);

/** Answers every message of authorizers, and `success` to all else. */
export function answerMessages(
  app: Application,
  platform: SandboxOpenPlatform,
  answer: (message: Record<string, string>) => string | undefined,
): void {
  app.respond = (push) => {
    const message = openedBy(platform, push);
    const text = 'MsgType' in message ? answer(message) : undefined;
    return text === undefined ? 'success' : sealedText(platform, message, text);
  };
}
