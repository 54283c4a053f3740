import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { note, step } from '../../shared/terminal.js';
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
/** Milliseconds what was written last has to be handled. */
const PATIENCE = 30_000;

/** Starts all there is: Redis, WeChat, two processes of one application, and what stands in front of them. */
await runSample(async (open) => {
  needRedis();
  const folder = await mkdtemp(join(tmpdir(), 'wechat-cluster-'));
  open({ close: () => rm(folder, { recursive: true, force: true }) });
  const book = join(folder, 'orders.jsonl');
  await writeFile(book, '');
  const sandbox = open(await WeChatSandbox.start({ port: portOf('SANDBOX_PORT', 3001) }));
  const account = sandbox.officialAccount({ name: 'Shop 小店' });

  const [redisPort, eastPort, westPort] = [await freePort(), await freePort(), await freePort()];
  const redis = open(new Member('redis', REDIS, { port: redisPort, folder } satisfies RedisSetup));
  await redis.start();

  const { appSecret, ...known } = { ...account.credentials, baseUrls: sandbox.baseUrls };
  const credentials = { username: 'west', password: randomBytes(16).toString('hex') };
  const common = { book, redisUrl: `redis://127.0.0.1:${redisPort}` };
  const east = new Member('east', APP, {
    ...common,
    name: 'east',
    port: eastPort,
    account: { ...known, appSecret },
    hub: credentials,
  } satisfies AppSetup);
  const west = new Member('west', APP, {
    ...common,
    name: 'west',
    port: westPort,
    account: { ...known, hub: { url: `http://127.0.0.1:${eastPort}/hub/expose`, ...credentials } },
  } satisfies AppSetup);
  await Promise.all([east, west].map((process) => open(process).start()));
  const balancer = open(await LoadBalancer.start(portOf('PORT', 3000), [eastPort, westPort]));
  account.callbackUrl = `${balancer.url}/wechat/shop`;

  const customers = new Customers(sandbox, account);
  const tally = new Tally(book, customers, account);
  open({
    close: async () => {
      await customers.stop();
      await tally.isSettled(PATIENCE);
      step('What became of the messages', '结果');
      if (!(await tally.print())) process.exitCode = 1;
    },
  });
  await customers.start();
  await tell({ redis, east, west }, tally);
  if (isOnce) return;
  note(
    [
      `Callback address (回调地址)  ${account.callbackUrl}`,
      `WeChat is the sandbox (沙箱) ${sandbox.url}`,
      `Kill what you like (试试)    kill -9 ${east.pid} (east), ${west.pid} (west), ${redis.pid} (redis)`,
      'Ctrl+C ends all of it, and counts',
    ].join('\n'),
  );
});
