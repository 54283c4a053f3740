import type { Queue } from 'bullmq';
import type { BullInboxOptions } from 'nestjs-wechat-sdk/bullmq';
import { LogCapture } from './log.capture.js';
import { openInbox } from './open-inbox.js';
import type { RedisServer } from './redis.server.js';
import { AES_KEY, type AdapterName, type StartedApp, startApp, type StartOptions } from './start-app.js';
import { type RawAnswer, sealedPush, sendRaw, textXml } from './wechat.sender.js';

export interface StartedInbox extends StartedApp {
  readonly queue: Queue;
  readonly logger: LogCapture;
  /** Posts a text once, as WeChat does; what it resolves to may be posted again. */
  post(openid: string, content: string): Posted;
}

export interface Posted {
  (): Promise<RawAnswer>;
}

/** Starts an application with one client, `shop`, and an inbox, against a sandbox of its own. */
export async function startInbox(
  adapter: AdapterName,
  redis: Pick<RedisServer, 'port' | 'password'>,
  { inbox, callback, ...options }: StartOptions & { inbox?: Partial<BullInboxOptions> } = {},
): Promise<StartedInbox> {
  const opened = openInbox(redis, inbox);
  const logger = new LogCapture();
  const started = await startApp(adapter, {
    ...options,
    imports: [...opened.imports, ...(options.imports ?? [])],
    callback: { ...opened.callback, ...callback },
    nest: { logger, ...options.nest },
  });
  const { account } = started;
  const post = (openid: string, content: string): Posted => {
    const { appId, token } = account;
    const xml = textXml(content, { FromUserName: openid });
    return () =>
      sendRaw(account.callbackUrl as string, sealedPush(xml, { appId, token, encodingAESKey: AES_KEY }));
  };
  return { ...started, logger, post, queue: opened.queueOf(started.app) };
}
