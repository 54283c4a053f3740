/** A sandbox in a process of its own, behind a line that is slow both ways. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatSandbox } from '../../../lib/sandbox/index.js';

const MEGA = 1024 * 1024;
const SIZE = 60 * MEGA;
const BYTES_PER_PAUSE = MEGA / 2;

/** Passes 512 KB, then rests a little: about 50 MB a second at most. */
function slowLine(): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed < BYTES_PER_PAUSE) {
        done(undefined, chunk);
        return;
      }
      passed = 0;
      void sleep(10).then(() => done(undefined, chunk));
    },
  });
}

async function makeFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  for (let written = 0; written < SIZE; written += MEGA) {
    const piece = randomBytes(MEGA);
    hash.update(piece);
    await file.write(piece);
  }
  await file.close();
  return hash.digest('hex');
}

const path = join(await mkdtemp(join(tmpdir(), 'large-')), '大图.png');
const sha256 = await makeFile(path);
const sandbox = await WeChatSandbox.start({ maxUpload: 64 * MEGA });
const { host } = new URL(sandbox.url);
const line = createServer((incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const forward = request(`http://${host}${url}`, { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, slowLine(), outgoing).catch(() => outgoing.destroy());
  });
  pipeline(incoming, slowLine(), forward).catch(() => outgoing.destroy());
});
line.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  process.send?.({ url, credentials: sandbox.officialAccount().credentials, path, sha256 });
});
process.on('disconnect', () => process.exit());
