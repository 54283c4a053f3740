/** An application with a listener that throws, in a process of its own: what it throws is nobody's to catch. */
import { NestFactory } from '@nestjs/core';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatModule,
  wechatChannels,
} from '../../../lib/index.js';

const { isCaught, ...account } = JSON.parse(process.argv[2] ?? '') as Parameters<
  typeof officialAccount
>[0] & {
  isCaught: boolean;
};
const root = {
  module: class RootModule {},
  imports: [WeChatModule.forRoot({ clients: { shop: officialAccount(account) } })],
};
const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
const shop = app.get<OfficialAccount>(getWeChatToken('shop'));
await shop.account.getCallbackIps();

if (isCaught) process.on('uncaughtException', ({ message }) => process.send?.({ uncaught: message }));
wechatChannels.call.subscribe(() => {
  throw new Error('of the listener');
});
const answer = await shop.account.getCallbackIps();
process.send?.({ answer });
process.on('disconnect', () => process.exit());
