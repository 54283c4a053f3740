/** What importing the main entry point adds to the start of an empty Nest application, whole processes from spawn to exit. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { collect, medians } from '../figures.mjs';
import { startWorker } from '../processes/worker.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT = 120;
const ROUNDS = 15;
const LOOKS = 5;
const DEAREST = 3;

const EMPTY = `
  import { Module } from '@nestjs/common';
  import { NestFactory } from '@nestjs/core';
  import '@nestjs/platform-express';
  class AppModule {}
  Module({})(AppModule);
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  const { user, system } = process.cpuUsage();
  process.send((user + system) / 1000, () => process.exit());
`;

/** Milliseconds of a whole process, and of its CPU, which other work on the machine changes less. */
async function start(code) {
  const begun = performance.now();
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: ROOT, stdio });
  const [[cpu], [exit]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  if (exit !== 0) throw new Error(`An empty application ended with exit code ${exit}`);
  return { wall: performance.now() - begun, cpu };
}

async function askFresh(...question) {
  const worker = await startWorker('imports.mjs');
  try {
    return await worker.ask(...question);
  } finally {
    await worker.stop();
  }
}

/** The dearest of what it loads: each package by what it adds to those before it, and then our own files. */
async function lookInside() {
  const { packages, files } = await askFresh('seen');
  const [looks] = await collect(LOOKS, [() => askFresh('times', packages)]);
  const named = Object.entries(medians(looks)).map(([name, milliseconds]) => ({
    name: name === 'nestjs-wechat-sdk' ? `${files} files of our own` : name,
    milliseconds,
  }));
  return named
    .toSorted((left, right) => right.milliseconds - left.milliseconds)
    .slice(0, DEAREST)
    .map(({ name, milliseconds }) => `${name} ${milliseconds.toFixed(0)} ms`);
}

export async function measure() {
  const [loaded, empty] = (
    await collect(ROUNDS, [() => start(`import 'nestjs-wechat-sdk';${EMPTY}`), () => start(EMPTY)])
  ).map(medians);
  const dearest = await lookInside();
  return {
    what: 'import of the main entry point, added to an empty Nest application',
    figure: `${(loaded.wall - empty.wall).toFixed(0)} ms`,
    goal: `< ${LIMIT} ms`,
    isMet: loaded.wall - empty.wall < LIMIT,
    detail:
      `${loaded.wall.toFixed(0)} ms against ${empty.wall.toFixed(0)} ms, ` +
      `CPU ${loaded.cpu.toFixed(0)} against ${empty.cpu.toFixed(0)} ms; dearest: ${dearest.join(', ')}`,
  };
}
