/** Installs the dependencies when they are missing or not complete, and says so. Run by itself or before another script. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

async function readLock(name) {
  try {
    return JSON.parse(await readFile(new URL(`../${name}`, import.meta.url), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether what npm noted down after an installation is what the lock file asks for, and is still there. */
async function isComplete() {
  const [wanted, installed] = await Promise.all([
    readLock('package-lock.json'),
    readLock('node_modules/.package-lock.json'),
  ]);
  if (!wanted || !installed) return false;
  delete wanted[''];
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      installed[path]
        ? installed[path].version === version && existsSync(join(ROOT, path, 'package.json'))
        : optional === true, // for another platform
  );
}

/** Runs `npm ci` when needed. Rejects when that fails. */
export async function ensureInstalled() {
  if (await isComplete()) return;
  console.log('Installing the dependencies (安装依赖): npm ci');
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...before, 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: !npm && process.platform === 'win32',
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm ci failed (${signal ?? `exit code ${code}`}); what it says is above.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
