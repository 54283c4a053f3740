import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, type OpenPlatform } from 'nestjs-wechat-sdk';
import type { SandboxOpenPlatform, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import type { Closable } from '../../shared/sample.life.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { AppModule } from './app.module.js';
import type { FileCredentials } from './file.credentials.js';

/** What the application meets: WeChat, and what it kept before. */
export interface Surroundings {
  readonly sandbox: WeChatSandbox;
  readonly platform: SandboxOpenPlatform;
  readonly credentials: FileCredentials;
}

/** The application, which can be restarted. */
export class Service implements Closable {
  readonly #login = { secret: randomBytes(32).toString('hex') };
  #app?: INestApplication | undefined;
  #port = 0;

  constructor(private readonly surroundings: Surroundings) {}

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The client, as any provider of the application has it injected. */
  get client(): OpenPlatform {
    return (this.#app as INestApplication).get<OpenPlatform>(getWeChatToken('platform'));
  }

  async start(port: number): Promise<void> {
    const { sandbox, platform, credentials } = this.surroundings;
    const { api, mp, open } = sandbox.baseUrls;
    const options = { ...platform.credentials, baseUrls: { api, mp, open } };
    this.#app = await NestFactory.create(AppModule.with({ options, credentials, login: this.#login }), {
      logger: new WeChatLogger(),
      abortOnError: false,
      forceCloseConnections: true,
    });
    await this.#app.listen(port);
    this.#port = (this.#app.getHttpServer().address() as AddressInfo).port;
    // the console's part (开发资料): 授权事件接收配置, 消息与事件接收配置
    platform.callbackUrl = `http://127.0.0.1:${this.#port}/wechat/platform`;
    platform.messageUrl = `${platform.callbackUrl}/$APPID$`;
  }

  async restart(): Promise<void> {
    await this.close();
    await this.start(this.#port);
  }

  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = undefined;
  }
}
