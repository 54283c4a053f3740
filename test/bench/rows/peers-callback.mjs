/**
 * The same encrypted text message answered with its own text by ours and by others, each in a process of its own: throughput
 * with one process sending as fast as it is answered, CPU per callback, memory. Every reply is opened and compared.
 */
import { collect, medians, times } from '../figures.mjs';
import { installPeers } from '../peers/install.mjs';
import { startWorker } from '../processes/worker.mjs';

const GOAL = 4;
const WARM_UP = 6000;
const PER_ROUND = 3000;
const ROUNDS = 7;
const MEGABYTE = 1024 * 1024;

const OURS = ['express', 'fastify'];
const PEERS = {
  'wechat-express': 'wechat on Express',
  'wechat-connect': 'wechat on Connect',
  'node-easywechat': 'node-easywechat on node:http',
  'nest-wechat': 'nest-wechat on Nest and Express (the echo written by hand)',
};
/** What nobody can do without. */
const FLOORS = {
  'least-code': 'node:http and the least code that does it',
  'node-http': 'node:http alone, a fixed answer',
};

const COLUMNS = [
  ['name', 'encrypted echo'],
  ['perSecond', 'callbacks/s'],
  ['cpu', 'CPU µs each'],
  ['busy', 'busy %'],
  ['rss', 'RSS MB'],
  ['heap', 'heap MB'],
];

async function startAll(folder) {
  const start = (file, ...args) => startWorker(file, args, ['--expose-gc', '--no-deprecation']);
  const contestants = [];
  for (const adapter of OURS) {
    const worker = await start('callback.server.mjs', adapter, 'wechat');
    contestants.push({ name: `nestjs-wechat-sdk on ${adapter}`, adapter, isEcho: true, ...worker });
  }
  for (const [file, name] of Object.entries(PEERS)) {
    const worker = await start('peer.server.mjs', file, folder);
    contestants.push({ name, isPeer: true, isEcho: true, ...worker });
  }
  for (const [file, name] of Object.entries(FLOORS)) {
    const worker = await start('peer.server.mjs', file, folder);
    contestants.push({ name, isFloor: true, isEcho: file !== 'node-http', ...worker });
  }
  return contestants;
}

export async function measure() {
  process.env.NODE_ENV = 'production';
  const { folder, versions } = await installPeers();
  const client = await startWorker('echo.client.mjs');
  const contestants = await startAll(folder);
  const round = async ({ ask, ready: port, isEcho }, count) => {
    await ask('startClock');
    const seconds = await client.ask('send', port, isEcho);
    const cpu = (await ask('readClock')) / count;
    return { perSecond: count / seconds, cpu, busy: (cpu * count) / seconds / 1e4 };
  };
  try {
    await client.ask('prepare', WARM_UP);
    for (const contestant of contestants) await round(contestant, WARM_UP);
    const rounds = await collect(
      ROUNDS,
      contestants.map((contestant) => () => round(contestant, PER_ROUND)),
      () => client.ask('prepare', PER_ROUND),
    );
    const memory = await Promise.all(contestants.map(({ ask }) => ask('memory')));
    const figures = contestants.map((contestant, index) => ({
      ...contestant,
      ...medians(rounds[index]),
      rss: memory[index].rss / MEGABYTE,
      heap: memory[index].heap / MEGABYTE,
    }));
    const notes = [`beside ours: ${versions.join(', ')}`];
    return { results: resultsOf(figures), table: { columns: COLUMNS, rows: figures.map(rounded), notes } };
  } finally {
    await Promise.all([client, ...contestants].map(({ stop }) => stop()));
  }
}

const rounded = (figures) => ({
  name: figures.name,
  ...Object.fromEntries(COLUMNS.slice(1).map(([key]) => [key, Math.round(figures[key])])),
});

function resultsOf(figures) {
  const peers = figures.filter(({ isPeer }) => isPeer).toSorted((left, right) => left.cpu - right.cpu);
  const [fastest, ...others] = peers;
  const [least] = figures.filter(({ isFloor }) => isFloor);
  return figures
    .filter(({ adapter }) => adapter)
    .map(({ adapter, cpu }) => ({
      what: `encrypted echo, callbacks per CPU second against the fastest peer (${adapter})`,
      figure: times(fastest.cpu / cpu),
      goal: `≥ ${GOAL}×`,
      isMet: fastest.cpu / cpu >= GOAL,
      detail:
        `${cpu.toFixed(0)} µs against ${fastest.cpu.toFixed(0)} µs of ${fastest.name}; ` +
        others.map((other) => `${times(other.cpu / cpu)} ${other.name.replace(/ \(.*/, '')}`).join(', ') +
        `; the least code there is would have ${times(fastest.cpu / least.cpu)}`,
    }));
}
