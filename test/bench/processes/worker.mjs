/** A process of its own that does what it is asked, so that its CPU time is its own, too. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts `file` of this folder; resolves once it is ready. `ask(command, …)` resolves to what its command returns. */
export async function startWorker(file, args = [], execArgv = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv });
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) resolve?.(result);
    else reject?.(new Error(`${file}: ${error}`));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with exit code ${code}`));
  });
  const ask = (command, ...parameters) =>
    new Promise((resolve, reject) => {
      if (!child.connected) throw new Error(`${file} has ended`);
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, command, parameters });
    });
  const stop = async () => {
    if (child.connected) child.disconnect();
    if (child.exitCode === null) await once(child, 'exit');
  };
  const ready = await ask('start', ...args);
  return { ask, stop, ready };
}

/** The other side: answers `commands`, and ends when the bench does. */
export function serve(commands) {
  process.on('message', async ({ id, command, parameters }) => {
    try {
      process.send({ id, result: await commands[command](...parameters) });
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) });
    }
  });
  process.once('disconnect', () => process.exit());
}
