/** The libraries ours stands beside: installed on demand, outside the project, and kept for the next run. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The newest of each on 28 November 2026. */
const PEERS = { wechat: '2.1.0', 'node-easywechat': '3.6.2', 'nest-wechat': '0.2.50' };
/** What they run on or with: `wechat` takes any ejs, and a Connect as well as an Express. */
const BESIDE = { ejs: '7.0.2', connect: '3.7.0' };
/** Of these they get what ours has, so that only the libraries differ. */
const AS_OURS = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  'axios',
  'express',
  'reflect-metadata',
  'rxjs',
];
/** node-easywechat 3.6.2 asks for ^1.4.1 and does not load with the 1.5.3 it is given then. */
const OVERRIDES = { 'node-socialite': '1.4.1' };

const requireOurs = createRequire(import.meta.url);
/** Of packages in our own tree, Express among them, which the platform brings along. */
async function versionOfOurs(name) {
  const places = requireOurs.resolve.paths(name).map((folder) => join(folder, name, 'package.json'));
  return JSON.parse(await readFile(places.find(existsSync), 'utf8')).version;
}

/** @returns the folder to require them from, and their names with versions */
export async function installPeers() {
  const ours = {};
  for (const name of AS_OURS) ours[name] = await versionOfOurs(name);
  const dependencies = { ...PEERS, ...BESIDE, ...ours };
  const manifest = JSON.stringify({ private: true, dependencies, overrides: OVERRIDES }, undefined, 2);
  const hash = createHash('sha256').update(manifest).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `nestjs-wechat-sdk-bench-peers-${hash}`);
  if (!existsSync(folder)) await install(manifest, folder);
  const versions = Object.entries({ ...dependencies, ...OVERRIDES }).map((pair) => pair.join(' '));
  return { folder, versions };
}

/** Into a folder of its own first, so that one that was interrupted is never taken for a whole one. */
async function install(manifest, folder) {
  console.error(`installing what ours is measured beside into ${folder}`);
  const cwd = await mkdtemp(join(tmpdir(), 'bench-peers-'));
  try {
    await writeFile(join(cwd, 'package.json'), manifest);
    const options = { cwd, shell: process.platform === 'win32' };
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], options);
    await rename(cwd, folder);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
