/**
 * `npm start [sample]`: installs if need be, then runs a sample from its sources; the quick start when none is named.
 * Further arguments and signals reach it as they are.
 */
import { readdir } from 'node:fs/promises';
import { ensureInstalled } from './install.mjs';

const REGISTER = new URL('./typescript.register.mjs', import.meta.url).href;

/** Takes the name of a sample out of the arguments. */
async function takeName() {
  const [given] = process.argv.slice(2);
  const entries = await readdir(new URL('../sample/', import.meta.url));
  // beside them stands what they share
  const names = entries.filter((name) => /^\d/.test(name)).toSorted();
  if (given === undefined || given.startsWith('-')) return names[0];
  if (names.includes(given)) return process.argv.splice(2, 1)[0];
  console.error(`There is no sample "${given}" (没有这个示例). There are:\n  ${names.join('\n  ')}`);
  return undefined;
}

async function start() {
  const name = await takeName();
  if (name === undefined) {
    process.exitCode = 1;
    return;
  }
  await ensureInstalled();
  await import(REGISTER);
  // processes that a sample forks are of TypeScript too
  process.execArgv.push('--import', REGISTER);
  await import(`../sample/${name}/src/main.ts`);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error && error.message.startsWith('npm ci') ? error.message : error);
  process.exitCode = 1;
}
