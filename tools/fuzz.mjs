/**
 * `npm run fuzz`: the long run of `test/fuzz`. `-- --seed 123 --cases 200000` repeats one; `--adapter fastify` and
 * `--protocol "pay v3"` choose.
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    cases: { type: 'string', default: '210000' },
    adapter: { type: 'string' },
    protocol: { type: 'string' },
  },
});

await ensureInstalled();
await import('./typescript.register.mjs');
const { fuzz } = await import('../test/fuzz/src/long.run.ts');
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const { adapter, protocol } = values;
const isFine = await fuzz({ seed, cases: Number(values.cases), adapter, protocol }, (line) =>
  console.log(line),
);
process.exitCode = isFine ? 0 : 1;
