import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Closable } from '../../shared/sample.life.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { AppModule } from './app.module.js';
import type { Stage } from './stage.js';

/** The application. */
export class Shop implements Closable {
  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
  ) {}

  static async start({ sandbox, merchant, account }: Stage, wantedPort: number): Promise<Shop> {
    // the address for notifications is an option, and so known before anybody listens
    const port = wantedPort || (await findFreePort());
    const { api, mp, open } = sandbox.baseUrls;
    const module = AppModule.with({
      shop: { ...account.credentials, baseUrls: { api, mp, open } },
      pay: { ...merchant.credentials, notifyUrl: `http://127.0.0.1:${port}/wechat/pay` },
      login: { secret: randomBytes(32).toString('hex') },
      phone: {
        bridgeUrl: `${sandbox.url}/open/js/jweixin-1.6.0.js`,
        scan: (outTradeNo) => merchant.cashierUrl(outTradeNo),
      },
    });
    const app = await NestFactory.create(module, {
      logger: new WeChatLogger(),
      abortOnError: false,
      forceCloseConnections: true,
    });
    await app.listen(port);
    return new Shop(app, `http://localhost:${port}`);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
