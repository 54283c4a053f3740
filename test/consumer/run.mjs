/**
 * `npm run test:consumer`: packs the library, installs the tarball into applications of both generations of Nest,
 * compiles them with every declaration checked, and lets each talk with the sandbox of the package.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Aliases of the oldest and the newest compiler, where a consumer names them. */
const OTHER_COMPILERS = ['typescript-5', 'typescript-7'];
const CONSUMERS = ['nest-12-esm', 'nest-11-cjs'];
const MAX_TARBALL = 2 * 1024 * 1024;
/** Imports the main entry point and fails when that reads the catalogue's JSON. */
const IMPORT_READS_NO_FACTS = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { readFileSync } = fs;
  const read = [];
  fs.readFileSync = (path, ...rest) => (read.push(String(path)), readFileSync(path, ...rest));
  syncBuiltinESMExports();
  const { officialAccount } = await import('nestjs-wechat-sdk');
  const facts = read.filter((path) => path.includes('/facts/'));
  if (!officialAccount || facts.length > 0) throw new Error('importing read ' + facts.join(', '));
  const { readFacts } = await import('nestjs-wechat-sdk/catalog');
  if (readFacts().size === 0 || !read.some((path) => path.includes('/facts/'))) throw new Error('this check sees nothing');
  console.log('importing the main entry point reads no facts');
`;
const OURS = /^(src\/|node_modules\/nestjs-wechat-sdk\/)/;

const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a command to its end; resolves to what it printed and its exit code. */
async function run(cwd, command, ...args) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, err, code };
}

/** The same, where only success will do. */
async function must(cwd, command, ...args) {
  const { out, err, code } = await run(cwd, command, ...args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}\n${out}${err}`);
  return out;
}

async function pack(folder) {
  const [{ filename }] = JSON.parse(
    await must(ROOT, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  const tarball = join(folder, filename);
  const { size } = await stat(tarball);
  say(`${filename}: ${(size / 1024).toFixed(0)} KiB`);
  if (size > MAX_TARBALL) throw new Error(`The tarball is larger than ${MAX_TARBALL} bytes`);
  return tarball;
}

/** Other packages' declarations may have errors of their own; ours and those of the application may not. */
async function compile(folder, compiler, ...flags) {
  const tsc = `node_modules/${compiler}/bin/tsc`;
  const { out } = await run(folder, process.execPath, tsc, '--pretty', 'false', ...flags);
  const errors = out.split('\n').filter((line) => line.includes('error TS'));
  const ours = errors.filter((line) => OURS.test(line) || !line.includes('node_modules/'));
  if (ours.length > 0) throw new Error(`Types do not fit under ${compiler}:\n${ours.join('\n')}`);
  return errors.length === 0 ? 'types fit' : `types fit (${errors.length} errors in declarations of others)`;
}

async function consume(name, workplace, tarball) {
  const folder = join(workplace, name);
  await mkdir(join(folder, 'src'), { recursive: true });
  await cp(join(HERE, 'shared'), join(folder, 'src'), { recursive: true });
  for (const [from, to] of [
    ['package.json', '.'],
    ['tsconfig.json', '.'],
    ['main.ts', 'src'],
  ])
    await cp(join(HERE, name, from), join(folder, to, from));
  await must(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-save', tarball);
  for (const compiler of OTHER_COMPILERS) {
    if (!existsSync(join(folder, 'node_modules', compiler))) continue;
    say(`${name}: ${compiler}: ${await compile(folder, compiler, '--noEmit')}`);
  }
  say(`${name}: ${await compile(folder, 'typescript')}`);
  say(`${name}: ${(await must(folder, process.execPath, 'dist/main.js')).trim()}`);
  say(
    `${name}: ${(await must(folder, process.execPath, '--input-type=module', '-e', IMPORT_READS_NO_FACTS)).trim()}`,
  );
}

const workplace = await mkdtemp(join(tmpdir(), 'nestjs-wechat-sdk-'));
try {
  const tarball = await pack(workplace);
  for (const name of CONSUMERS) await consume(name, workplace, tarball);
} finally {
  await rm(workplace, { recursive: true, force: true });
}
