/** `npm run bench`: every figure of the plan in one table. `npm run bench -- request start` measures only those rows. */
const ROWS = [
  'callback-express',
  'callback-fastify',
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
  'types',
];
const COLUMNS = ['what', 'figure', 'goal', 'verdict', 'detail'];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !ROWS.includes(name));
if (unknown.length > 0) throw new Error(`No row ${unknown.join(', ')}; there are ${ROWS.join(', ')}`);

const results = [];
for (const name of asked.length > 0 ? asked : ROWS) {
  const begun = performance.now();
  const { measure } = await import(`./rows/${name}.mjs`);
  const { isMet, ...result } = await measure();
  results.push({ ...result, verdict: isMet ? 'reached' : 'MISSED' });
  console.error(`measured ${name} in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

const head = { what: 'what', figure: 'figure', goal: 'goal', verdict: '', detail: 'in detail' };
const widthOf = (column) => Math.max(...[head, ...results].map((row) => row[column].length));
const lineOf = (row) =>
  COLUMNS.map((column) => row[column].padEnd(widthOf(column)))
    .join('  ')
    .trimEnd();
console.log(['', lineOf(head), lineOf(head).replace(/./g, '-'), ...results.map(lineOf)].join('\n'));
