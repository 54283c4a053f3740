/** What WeChatModule adds to the start of an application with 500 handlers, in fresh processes that have imported everything. */
import { collect, medians } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const ROUNDS = 9;
const PARTS = {
  register: 'registering modules',
  explore: 'finding handlers and listening',
  first: 'first callback',
};

export async function measure() {
  const client = await startWorker('echo.client.mjs');
  const start = (kind) => async () => {
    await client.ask('prepare', 1, 'book 24.19');
    const { ready, stop } = await startWorker('starting.server.mjs', [kind]);
    try {
      const { port, ...parts } = ready;
      return { ...parts, first: (await client.ask('send', port, kind === 'wechat')) * 1000 };
    } finally {
      await stop();
    }
  };
  try {
    const [ours, bare] = (await collect(ROUNDS, [start('wechat'), start('bare')])).map(medians);
    const parts = Object.entries(PARTS).map(
      ([part, name]) => `${name} ${ours[part].toFixed(0)} against ${bare[part].toFixed(0)} ms`,
    );
    const sum = (figures) => Object.keys(PARTS).reduce((total, part) => total + figures[part], 0);
    return {
      what: 'start with 500 handlers until the first callback is answered, added by WeChatModule',
      figure: `${(sum(ours) - sum(bare)).toFixed(0)} ms`,
      goal: 'none set',
      detail: parts.join(', '),
    };
  } finally {
    await client.stop();
  }
}
