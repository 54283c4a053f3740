import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount, uploadFrom } from 'nestjs-wechat-sdk';
import type { SandboxCredentials } from 'nestjs-wechat-sdk/sandbox';
import { type StartedApp, startApp } from '../../src/start-app.js';

/** What the child tells when it is ready. */
interface ReadySandbox {
  url: string;
  credentials: SandboxCredentials;
  /** A file of 60 MB, made there so that making it costs this process nothing. */
  path: string;
  sha256: string;
}

const MEGA = 1024 * 1024;
const SIZE = 60 * MEGA;
const ALLOWED = 32 * MEGA;
/** Milliseconds between two looks at the memory. */
const PAUSE = 150;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is alive, and what the process occupies. */
function memory(): { live: number; rss: number } {
  collectGarbage();
  collectGarbage(); // sees to it that the first one's buffers are freed
  const { heapUsed, external, rss } = process.memoryUsage();
  return { live: heapUsed + external, rss };
}

/** Does something, and tells by how much memory grew while it was done. */
async function growthWhile<T>(
  act: () => Promise<T>,
): Promise<{ value: T; live: number; rss: number; samples: number }> {
  memory();
  await sleep(PAUSE); // buffers are freed a little after they are collected
  const before = memory();
  let [live, rss, samples] = [0, 0, 0];
  let timer = setTimeout(function sample() {
    const now = memory();
    live = Math.max(live, now.live - before.live);
    rss = Math.max(rss, now.rss - before.rss);
    samples += 1;
    timer = setTimeout(sample, PAUSE); // counted from here: collecting takes its time
  }, PAUSE);
  try {
    return { value: await act(), live, rss, samples };
  } finally {
    clearTimeout(timer);
  }
}

/** Reads as one does who has something to do with the bytes. */
async function readSlowly(stream: Readable): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let rested = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
    if (size - rested > MEGA) {
      rested = size;
      await sleep(10);
    }
  }
  return { size, sha256: hash.digest('hex') };
}

describe('A file of 60 MB', () => {
  let child: ChildProcess;
  let started: StartedApp;
  let shop: OfficialAccount;
  let path: string;
  let sha256: string;
  beforeAll(async () => {
    child = fork(fileURLToPath(new URL('./large-file.sandbox.ts', import.meta.url)), {
      execArgv: ['--import', new URL('../../src/typescript.loader.mjs', import.meta.url).href],
    });
    const [ready] = (await once(child, 'message')) as [ReadySandbox];
    const { url, credentials } = ready;
    ({ path, sha256 } = ready);
    started = await startApp('express', {
      client: { ...credentials, baseUrls: { api: url, mp: url }, http: { timeout: 60_000 } },
    });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    // what is made once, connections and code, is not of the file
    const { media_id } = await shop.material.add('image', { content: Buffer.from([1]), filename: 'a.png' });
    await readSlowly(await shop.material.getStream(media_id));
  }, 60_000);
  afterAll(async () => {
    await started?.close();
    child?.kill();
    if (path) await rm(dirname(path), { recursive: true });
  });

  it('streams up and down with less than 32 MB of extra memory', async () => {
    const up = await growthWhile(async () => shop.material.add('image', await uploadFrom(path)));
    expect({ way: 'up', live: up.live < ALLOWED, rss: up.rss < ALLOWED, of: up }).toMatchObject({
      live: true,
      rss: true,
    });
    const down = await growthWhile(async () => readSlowly(await shop.material.getStream(up.value.media_id)));
    expect(down.value).toEqual({ size: SIZE, sha256 });
    expect({ way: 'down', live: down.live < ALLOWED, rss: down.rss < ALLOWED, of: down }).toMatchObject({
      live: true,
      rss: true,
    });
    expect(Math.min(up.samples, down.samples)).toBeGreaterThan(2);
  }, 120_000);
});
