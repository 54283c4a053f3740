/**
 * `npm run bench`: every figure of the plan in one table. `npm run bench -- request start` measures only those rows, and
 * `npm run bench -- --peers` ours beside other libraries.
 */
import { availableParallelism, loadavg } from 'node:os';
import { linesOf } from './table.mjs';

const ROWS = [
  'callback-express',
  'callback-fastify',
  'callback-redis',
  'request',
  'single-flight',
  'hundred-thousand',
  'authorizers',
  'authorizer-lookup',
  'authorizer-callback',
  'authorizer-renewal',
  'pay-call',
  'pay-notification-express',
  'pay-notification-fastify',
  'bill-download',
  'start',
  'import',
  'startup',
  'types',
];
const PEER_ROWS = ['peers-callback', 'peers-request'];
const COLUMNS = [
  ['what', 'what'],
  ['figure', 'figure'],
  ['goal', 'goal'],
  ['verdict', ''],
  ['detail', 'in detail'],
];

const asked = process.argv.slice(2).flatMap((name) => (name === '--peers' ? PEER_ROWS : [name]));
const known = [...ROWS, ...PEER_ROWS];
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0)
  throw new Error(`No row ${unknown.join(', ')}; there are ${known.join(', ')}, and --peers`);

/** A figure nobody set a goal for has no verdict. */
const verdictOf = (isMet) => (isMet === undefined ? '' : isMet ? 'reached' : 'MISSED');
const [load] = loadavg();
const results = [];
const tables = [];
for (const name of asked.length > 0 ? asked : ROWS) {
  const begun = performance.now();
  const { measure } = await import(`./rows/${name}.mjs`);
  const measured = await measure();
  for (const { isMet, ...result } of measured.results ?? [measured])
    results.push({ ...result, verdict: verdictOf(isMet) });
  if (measured.table) tables.push(measured.table);
  console.error(`measured ${name} in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

for (const { columns, rows, notes } of tables)
  console.log(['', ...linesOf(columns, rows), '', ...notes].join('\n'));
console.log(['', ...linesOf(COLUMNS, results)].join('\n'));
// ratios bear other work on the machine better than times do, and neither bears much of it
console.log(
  `\nNode ${process.version}, ${availableParallelism()} CPUs, load ${load.toFixed(1)} when this began`,
);
