import { Injectable } from '@nestjs/common';
import { WeChatMessage } from 'nestjs-wechat-sdk';
import { LogCapture } from '../../src/log.capture.js';
import {
  type AdapterName,
  AES_KEY,
  startApp,
  type StartedApp,
  type StartOptions,
} from '../../src/start-app.js';
import { type RawAnswer, sealedPush, sendRaw, textXml } from '../../src/wechat.sender.js';

const TOKEN = 'abused-token';

@Injectable()
export class Counter {
  handled = 0;

  @WeChatMessage()
  message(): string {
    this.handled += 1;
    return 'handled';
  }
}

/** An application with one account, and what is needed to write to it. */
export class AbusedApp {
  readonly counter: Counter;

  private constructor(
    readonly started: StartedApp,
    readonly log: LogCapture,
  ) {
    this.counter = started.app.get(Counter);
  }

  static async start(adapter: AdapterName, options: StartOptions = {}): Promise<AbusedApp> {
    const log = new LogCapture();
    const started = await startApp(adapter, {
      providers: [Counter],
      account: { token: TOKEN },
      nest: { logger: log },
      ...options,
    });
    log.lines.length = 0;
    return new AbusedApp(started, log);
  }

  get url(): string {
    return this.started.url;
  }

  /** What WeChat sends, signed and sealed; never the same again. */
  push(text = 'x'): { path: string; query: Record<string, string>; body: string } {
    const { appId } = this.started.account;
    const { query, body } = sealedPush(textXml(text), { token: TOKEN, encodingAESKey: AES_KEY, appId });
    return { path: `/wechat/shop?${new URLSearchParams(query)}`, query, body };
  }

  /** Sends a good one, and says what it was answered. */
  async sendGood(): Promise<RawAnswer> {
    const { query, body } = this.push();
    return sendRaw(`${this.url}/wechat/shop`, { query, body });
  }

  close(): Promise<void> {
    return this.started.close();
  }
}
