/** The same call of the API on a warm token by ours, plain axios and node-easywechat, each in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, medians, times } from '../figures.mjs';
import { installPeers } from '../peers/install.mjs';
import { startWorker } from '../processes/worker.mjs';

const WARM_UP = 4000;
const PER_ROUND = 2000;
const ROUNDS = 9;

const CALLERS = {
  ours: 'nestjs-wechat-sdk, client.request',
  axios: 'axios, no token, no errcode',
  'easywechat-memory': 'node-easywechat, its token in memory',
  'easywechat-file': 'node-easywechat, its token in a file (its default)',
};
const COLUMNS = [
  ['name', 'JSON POST on a warm token'],
  ['perSecond', 'calls/s'],
  ['cpu', 'CPU µs each'],
];

export async function measure() {
  process.env.NODE_ENV = 'production';
  const { folder, versions } = await installPeers();
  const tokens = await mkdtemp(join(tmpdir(), 'bench-tokens-'));
  const server = await startWorker('api.server.mjs');
  const callers = [];
  const round = async ({ ask }, count = PER_ROUND) => {
    await ask('startClock');
    const perSecond = await ask('perSecond', count);
    return { perSecond, cpu: (await ask('readClock')) / count };
  };
  try {
    for (const kind of Object.keys(CALLERS))
      callers.push(
        await startWorker(
          'api.caller.mjs',
          [kind, server.ready, folder, tokens],
          ['--expose-gc', '--no-deprecation'],
        ),
      );
    for (const caller of callers) await round(caller, WARM_UP);
    const rounds = await collect(
      ROUNDS,
      callers.map((caller) => () => round(caller)),
    );
    const figures = rounds.map(medians);
    const rows = Object.values(CALLERS).map((name, index) => ({
      name,
      perSecond: Math.round(figures[index].perSecond),
      cpu: Math.round(figures[index].cpu),
    }));
    const notes = [
      `beside ours: ${versions.filter((one) => /^(axios|node-easywechat) /.test(one)).join(', ')}`,
    ];
    return { results: resultsOf(figures), table: { columns: COLUMNS, rows, notes } };
  } finally {
    await Promise.all([server, ...callers].map(({ stop }) => stop()));
    await rm(tokens, { recursive: true });
  }
}

function resultsOf([ours, axios, easyWeChat]) {
  const against = (name, theirs) => ({
    what: `client.request on a warm token, calls per CPU second against ${name}`,
    figure: times(theirs.cpu / ours.cpu),
    detail: `${ours.cpu.toFixed(0)} µs against ${theirs.cpu.toFixed(0)} µs; throughput ${times(ours.perSecond / theirs.perSecond)}`,
  });
  return [
    { ...against('axios', axios), goal: 'none set' },
    { ...against('node-easywechat', easyWeChat), goal: 'none set' },
  ];
}
