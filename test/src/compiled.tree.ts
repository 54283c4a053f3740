import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Beside the libraries, so that they are found from there. */
const OUT = join(ROOT, 'node_modules', '.cache', `compiled-tree-${hash(ROOT).slice(0, 8)}`);
const OPTIONS = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
} as const;

type Hashes = Record<string, string>;

const compiledName = (name: string): string => name.replace(/\.ts$/, '.js');

/**
 * The project's TypeScript as plain JavaScript, for programs that are forked by the dozen: each starts in half the time. What
 * has not changed since the last time is not compiled again.
 *
 * @param program a TypeScript file below `test/`
 * @returns where it stands compiled, all it imports beside it
 */
export function compiled(program: string): string {
  const before = readHashes();
  const hashes: Hashes = {};
  put('package.json', '{"type":"module"}', before, hashes);
  for (const name of ['lib', 'test/src', relative(ROOT, dirname(program))]) {
    for (const file of filesOf(name)) put(file, readFileSync(join(ROOT, file), 'utf8'), before, hashes);
    const gone = Object.keys(before).filter((file) => file.startsWith(`${name}/`) && !(file in hashes));
    for (const file of gone) rmSync(join(OUT, compiledName(file)), { force: true });
  }
  // of other programs, whose folders were not looked at
  const others = Object.entries(before).filter(([file]) => !(file in hashes) && existsSync(join(ROOT, file)));
  const after = JSON.stringify({ ...Object.fromEntries(others), ...hashes });
  if (after !== JSON.stringify(before)) write('hashes.json', after);
  return join(OUT, compiledName(relative(ROOT, program)));
}

function filesOf(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function put(name: string, text: string, before: Hashes, hashes: Hashes): void {
  const mark = hash(JSON.stringify(OPTIONS) + text);
  hashes[name] = mark;
  if (before[name] === mark) return;
  write(compiledName(name), name.endsWith('.ts') ? transformSync(text, OPTIONS).code : text);
}

/** Whole or not at all: other suites may be at the same. */
function write(name: string, text: string): void {
  const path = join(OUT, name);
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function readHashes(): Hashes {
  try {
    return JSON.parse(readFileSync(join(OUT, 'hashes.json'), 'utf8')) as Hashes;
  } catch {
    return {};
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
