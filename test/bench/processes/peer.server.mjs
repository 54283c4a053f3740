/** One of the servers in ../peers, which answer a text message with its own text. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { meter } from './meter.mjs';
import { serve } from './worker.mjs';

serve({
  ...meter,
  /** @param folder where what it needs is installed */
  async start(name, folder) {
    const { create } = await import(`../peers/${name}.mjs`);
    const server = await create(createRequire(join(folder, 'package.json')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server.address().port;
  },
});
