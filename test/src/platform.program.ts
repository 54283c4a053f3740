/** A third-party platform in a process of its own, which can be told to die, or to wait, at an exact moment. */
import type { AddressInfo } from 'node:net';
import { CacheModule } from '@nestjs/cache-manager';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { getWeChatToken, type OpenPlatform, openPlatform, WeChatModule } from '../../lib/index.js';
import type { Moment, PlatformOrder, PlatformReport, PlatformSetup } from './platform.process.js';
import { openStore, type StoreRoom, type StoreWatch } from './platform.stores.js';

const { credentials, api, adapter, store } = JSON.parse(process.argv[2] ?? '') as PlatformSetup;
let moment: Moment | undefined;
let goOn: (() => void) | undefined;

const report = (said: PlatformReport): void => void process.send?.(said);

const watch =
  (room: StoreRoom): StoreWatch =>
  (operation, key, when) => {
    const isNow =
      moment?.room === room &&
      moment.operation === operation &&
      moment.when === when &&
      key.endsWith(moment.key);
    if (!isNow) return undefined;
    const { action } = moment as Moment;
    moment = undefined;
    if (action === 'die') process.kill(process.pid, 'SIGKILL');
    return new Promise((resolve) => {
      goOn = resolve;
      report({ isWaiting: true });
    });
  };

const cache = openStore(store, 'cache', watch('cache'));
const root = {
  module: class RootModule {},
  imports: [
    CacheModule.register({ stores: [cache], isGlobal: true }),
    WeChatModule.forRoot({
      clients: { platform: openPlatform({ ...credentials, baseUrls: { api } }) },
      credentials: openStore(store, 'credentials', watch('credentials')),
    }),
  ],
};
const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(root, server, { logger: ['error', 'warn'], abortOnError: false });
const platform = app.get<OpenPlatform>(getWeChatToken('platform'));

process.on('message', (order: PlatformOrder) => {
  if ('moment' in order) {
    moment = order.moment;
    report({ id: order.id });
    return;
  }
  if ('goOn' in order) {
    goOn?.();
    return;
  }
  platform
    .officialAccount(order.call)
    .account.getCallbackIps()
    .then(
      () => report({ id: order.id }),
      (error: Error) => report({ id: order.id, error: `${error.name}: ${error.message}` }),
    );
});
process.on('disconnect', () => process.exit());
await app.listen(0, '127.0.0.1');
report({ url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` });
