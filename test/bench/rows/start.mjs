/** Wall time of `npm start -- --once` once everything is installed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from '../figures.mjs';

const LIMIT = 10;

async function secondsOfStart() {
  const begun = performance.now();
  const child = spawn('npm', ['start', '--', '--once'], {
    env: { ...process.env, PORT: '0', SANDBOX_PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm start -- --once ended with exit code ${code}`);
  return (performance.now() - begun) / 1000;
}

export async function measure() {
  const seconds = [await secondsOfStart(), await secondsOfStart(), await secondsOfStart()];
  const middle = median(seconds);
  return {
    what: 'npm start -- --once after installation',
    figure: `${middle.toFixed(1)} s`,
    goal: `< ${LIMIT} s`,
    isMet: middle < LIMIT,
    detail: seconds.map((one) => `${one.toFixed(1)} s`).join(', '),
  };
}
