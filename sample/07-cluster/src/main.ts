import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { line, note, step } from '../../shared/terminal.js';
import type { AppSetup } from './app/app.setup.js';
import { Customers } from './stage/customers.js';
import { freePort } from './stage/free.port.js';
import { LoadBalancer } from './stage/load.balancer.js';
import { Member } from './stage/member.js';
import { needRedis, type RedisSetup } from './stage/redis.setup.js';
import { tell } from './stage/story.js';
import { Tally } from './stage/tally.js';

const APP = new URL('./app/app.main.ts', import.meta.url);
const REDIS = new URL('./stage/redis.main.ts', import.meta.url);
/** Milliseconds after which a message that still waits is lost. */
const PATIENCE = 60_000;

/** Starts all there is: Redis, WeChat, two processes of one application, and what stands in front of them. */
await runSample(async (open) => {
  needRedis();
  const folder = await mkdtemp(join(tmpdir(), 'wechat-cluster-'));
  open({ close: () => rm(folder, { recursive: true, force: true }) });
  const sandbox = open(await WeChatSandbox.start({ port: portOf('SANDBOX_PORT', 3001) }));
  const account = sandbox.officialAccount({ name: 'Shop 小店' });

  const port = { redis: await freePort(), east: await freePort(), west: await freePort() };
  const redis = open(new Member('redis', REDIS, { port: port.redis, folder } satisfies RedisSetup));
  await redis.start();

  const book = join(folder, 'orders.jsonl');
  await writeFile(book, '');
  const common = { redisUrl: `redis://127.0.0.1:${port.redis}`, book };
  const hub = { username: 'west', password: randomBytes(16).toString('hex') };
  const { appSecret, ...known } = { ...account.credentials, baseUrls: sandbox.baseUrls };
  const east = open(
    new Member('east', APP, {
      ...common,
      name: 'east',
      port: port.east,
      account: { ...known, appSecret },
      hub,
    } satisfies AppSetup),
  );
  const west = open(
    new Member('west', APP, {
      ...common,
      name: 'west',
      port: port.west,
      account: { ...known, hub: { url: `http://127.0.0.1:${port.east}/hub/expose`, ...hub } },
    } satisfies AppSetup),
  );
  await Promise.all([east.start(), west.start()]);
  const balancer = open(await LoadBalancer.start(portOf('PORT', 3000), [port.east, port.west]));
  account.callbackUrl = `${balancer.url}/wechat/shop`;

  const customers = new Customers(sandbox, account);
  const tally = new Tally(book, customers, account);
  open({
    close: async () => {
      await customers.stop();
      step('Nobody writes any more; what became of the messages', '结果');
      const { length } = await tally.waiting();
      if (length > 0) line('', `${length} wait: what a dead process had begun is taken over within 45 s`);
      await tally.isSettled(PATIENCE);
      if (!(await tally.print())) process.exitCode = 1;
    },
  });
  await customers.start();
  await tell({ redis, east, west }, tally);
  if (isOnce) return;
  note(
    [
      `Callback address (回调地址)  ${account.callbackUrl}, in turn to ${port.east} and ${port.west}`,
      `WeChat is the sandbox (沙箱) ${sandbox.url}`,
      `Kill what you like (随便杀)  kill -9 ${east.pid} (east) or ${west.pid} (west) or ${redis.pid} (redis): it is started again`,
      'Ctrl+C ends all of it, and counts',
    ].join('\n'),
  );
});
