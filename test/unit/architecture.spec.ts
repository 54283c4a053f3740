import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** The plan of the house: docs/architecture.md, "Rooms and floors". */
const FLOORS: Readonly<Record<string, number>> = {
  common: 0,
  catalog: 0,
  diagnostics: 0,
  crypto: 1,
  http: 1,
  sandbox: 1.5, // beside http, above crypto
  storage: 2,
  'api-security': 2,
  token: 3,
  client: 4,
  mount: 4,
  callback: 5,
  health: 5,
  oauth: 5,
  hub: 5,
  'js-sdk': 5,
  account: 6,
  inbox: 6,
  'official-account': 7,
  'mini-program': 7,
  'website-app': 7,
  work: 7,
  pay: 7,
  'open-platform': 8, // its accounts are clients of the floor below
};
const TOP_FLOOR = 9;
/** Beside `index.ts`: what a product that is not used must not load. */
const DOORS: ReadonlySet<string> = new Set(['catalog/pay.ts', 'catalog/work.ts']);
/** WeChat's side of the wire never imports what it tests. */
const SANDBOX_MAY_IMPORT = ['common', 'crypto', 'catalog'];

/** The rooms an outside library may be used in; one that stands nowhere may not be used at all. */
const HOMES: ReadonlyArray<readonly [library: RegExp, rooms: readonly string[] | 'every room']> = [
  [/^@nestjs\/(common|core)$/, 'every room'],
  [/^@nestjs\/schedule$/, ['token']],
  [/^(@nestjs\/cache-manager|cache-manager|keyv|@keyv\/.+|redis)$/, ['storage']],
  [/^lru-cache$/, ['storage', 'api-security', 'pay', 'work']],
  [/^ws$/, ['work', 'sandbox']],
  [/^tinyqueue$/, ['token']],
  [/^(@nestjs\/axios|axios|form-data)$/, ['http']],
  [/^(saxes|lossless-json)$/, ['common']],
  [/^cookie$/, ['oauth']],
  [/^rxjs$/, ['callback']],
  [/^node:crypto$/, ['crypto', 'sandbox']],
  [/^(sm-crypto-v2|node:(module|tls))$/, ['crypto']],
  [/^node:(fs|fs\/promises|path)$/, ['catalog', 'http', 'sandbox', 'pay']],
  [/^node:(https?|net)$/, ['http', 'sandbox']],
  [/^node:events$/, ['http', 'sandbox', 'storage']],
  [/^node:diagnostics_channel$/, ['diagnostics']],
  [/^@nestjs\/terminus$/, ['health']],
  [/^(@nestjs\/bullmq|bullmq)$/, ['inbox']],
  [/^node:async_hooks$/, ['work']],
  [/^node:zlib$/, ['http', 'sandbox', 'pay']],
  [/^node:querystring$/, ['callback', 'sandbox']],
  [/^node:util$/, ['storage']],
  [/^node:(stream|stream\/(consumers|promises)|timers\/promises)$/, 'every room'],
];
/** Floor 0 does no I/O and knows no Nest; crypto is pure functions; the sandbox works in any test runner. */
const WITHOUT_NEST = ['common', 'catalog', 'diagnostics', 'crypto', 'sandbox'];
const MAX_LINES = 400;

/** One `import … from` or `export … from`, or a dynamic import. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  /** Erased by the compiler. */
  readonly isType: boolean;
}
type Sources = ReadonlyMap<string, string>;

function readSources(): Sources {
  const lib = fileURLToPath(new URL('../../lib/', import.meta.url));
  const files = readdirSync(lib, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(lib, file), readFileSync(file, 'utf8')]));
}

/** Comments would show imports that are none. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function importsOf([from, text]: readonly [string, string]): Import[] {
  const code = withoutComments(text);
  const statements = code.matchAll(/^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm);
  const bare = code.matchAll(
    /^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]/gm,
  );
  return [
    ...[...statements].map(([, type, names = '', to = '']) => {
      const all = (/\{([^}]*)\}/.exec(names)?.[1] ?? names)
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
      const values = all.filter((name) => !name.startsWith('type '));
      return {
        from,
        to: resolve(from, to),
        names: values,
        isType: type !== undefined || values.length === 0,
      };
    }),
    ...[...bare].map(([, first, second, third]) => ({
      from,
      to: resolve(from, first ?? second ?? third ?? ''),
      names: ['*'],
      isType: false,
    })),
  ];
}

function resolve(from: string, to: string): string {
  return to.startsWith('.') ? join(dirname(from), to).replace(/\.js$/, '.ts') : to;
}

const isInside = (path: string): boolean => path.endsWith('.ts');
const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] as string) : '(top)');
const floorOf = (room: string): number => (room === '(top)' ? TOP_FLOOR : (FLOORS[room] ?? NaN));

/** Every breach of the floors, in words. */
function floorOffences(sources: Sources): string[] {
  const rooms = new Set([...sources.keys()].map(roomOf));
  const unknown = [...rooms]
    .filter((room) => Number.isNaN(floorOf(room)))
    .map((room) => `${room} has no floor`);
  const breaches = [...sources].flatMap(importsOf).flatMap(({ from, to }) => {
    if (!isInside(to)) return [];
    if (!sources.has(to)) return [`${from} imports ${to}, which does not exist`];
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other) return [];
    if (!(floorOf(other) < floorOf(room))) return [`${from} imports ${to}, which is not on a lower floor`];
    if (other === 'sandbox') return [`${from} imports ${to}: the sandbox is an entry point of its own`];
    if (room === 'sandbox' && !SANDBOX_MAY_IMPORT.includes(other))
      return [`${from} imports ${to}: not for the sandbox`];
    if (!DOORS.has(to) && to !== `${other}/index.ts`) return [`${from} imports ${to} past its index.ts`];
    return [];
  });
  return [...unknown, ...breaches];
}

/** Every outside library that is used where it does not live. */
function libraryOffences(sources: Sources): string[] {
  return [...sources].flatMap(importsOf).flatMap(({ from, to, isType }) => {
    if (isInside(to)) return [];
    const room = roomOf(from);
    const home = HOMES.find(([library]) => library.test(to));
    if (!home) return [`${from} imports ${to}, which has no room`];
    if (to.startsWith('@nestjs/') && WITHOUT_NEST.includes(room))
      return [`${from} imports ${to}: no Nest in ${room}`];
    if (home[1] === 'every room' || home[1].includes(room)) return [];
    // a stream or a request may be named where it is handed through
    if (isType && /^node:(stream|http)$/.test(to)) return [];
    return [`${from} imports ${to}, which lives in ${home[1].join(', ')}`];
  });
}

/** Every circle of imports that are left at run time, by one of its files. */
function cycles(sources: Sources): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isType } of [...sources].flatMap(importsOf)) {
    if (!isType && sources.has(to)) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const other of next.get(file) ?? []) visit(other, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of sources.keys()) visit(file, []);
  return found;
}

/** `require(esm)`, by which CommonJS applications load the package, refuses a top-level await. */
function awaitOffences(sources: Sources): string[] {
  return [...sources]
    .filter(([, text]) => /^(?:[^\s].*[=(\s])?await\s|^for await/m.test(withoutComments(text)))
    .map(([file]) => file);
}

const lengthOffences = (sources: Sources): string[] =>
  [...sources]
    .filter(([file, text]) => !file.startsWith('catalog/generated/') && text.split('\n').length > MAX_LINES)
    .map(([file]) => file);

describe('lib/', () => {
  const sources = readSources();

  it('is read whole', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect([...sources].flatMap(importsOf).length).toBeGreaterThan(300);
    for (const room of [
      'common',
      'crypto',
      'catalog',
      'http',
      'storage',
      'token',
      'client',
      'mount',
      'callback',
      'hub',
      'official-account',
      'sandbox',
    ]) {
      expect(sources.has(`${room}/index.ts`)).toBe(true);
    }
  });

  it('has every import of every file understood', () => {
    for (const [file, text] of sources) {
      const written =
        withoutComments(text).match(/^(?:import\b(?!\.)|export\b[^;=({]*?(?:\{[^}]*\})?\s*from\b)/gm)
          ?.length ?? 0;
      const understood = importsOf([file, text]).length;
      expect({ file, understood }).toEqual({ file, understood: Math.max(written, understood) });
    }
  });

  it('imports only from lower floors, and only through their index.ts', () => {
    expect(floorOffences(sources)).toEqual([]);
  });

  it('uses each outside library in its own room', () => {
    expect(libraryOffences(sources)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it('has no top-level await', () => {
    expect(awaitOffences(sources)).toEqual([]);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    expect(lengthOffences(sources)).toEqual([]);
  });
});

describe('the architecture spec itself', () => {
  const planted = (...files: Array<[string, string]>): Sources => new Map(files);
  const house: Array<[string, string]> = [
    ['common/index.ts', `export * from './a.js';`],
    ['common/a.ts', 'export const a = 1;'],
    ['catalog/pay.ts', ''],
    ['catalog/other.ts', ''],
    ['http/index.ts', ''],
    ['http/inner.ts', ''],
    ['token/index.ts', ''],
    ['client/index.ts', ''],
    ['official-account/index.ts', ''],
    ['pay/index.ts', ''],
    ['sandbox/index.ts', ''],
  ];
  const offences = (file: string, text: string): string[] => floorOffences(planted(...house, [file, text]));

  it.each([
    ['token/x.ts', `import { a } from '../common/index.js';`],
    ['token/x.ts', `import { a } from './index.js';`],
    ['callback/adapters/x.ts', `import type { A } from '../../client/index.js';`],
    ['x.ts', `export * from './pay/index.js';`],
    ['pay/x.ts', `import { a } from '../catalog/pay.js';`],
    ['token/x.ts', `// import '../client/index.js'\n/** import { a } from '../client/index.js' */`],
  ])('takes in %s: %s', (file, text) => {
    expect(offences(file, text)).toEqual([]);
  });

  it.each([
    ['http/x.ts', `import { a } from '../token/index.js';`],
    ['http/x.ts', `import type { A } from '../token/index.js';`],
    ['http/x.ts', `import {\n  a,\n  b,\n} from '../client/index.js';`],
    ['http/x.ts', `export { a } from '../token/index.js';`],
    ['http/x.ts', `export * from '../token/index.js';`],
    ['http/x.ts', `import '../token/index.js';`],
    ['http/x.ts', `const a = () => import('../token/index.js');`],
    ['http/x.ts', `import a, { b } from '../token/index.js';`],
    ['http/x.ts', `import * as a from '../token/index.js';`],
    ['pay/x.ts', `import { a } from '../official-account/index.js';`],
    ['token/x.ts', `import { a } from '../http/inner.js';`],
    ['token/x.ts', `import { a } from '../common/a.js';`],
    ['pay/x.ts', `import { a } from '../catalog/other.js';`],
    ['sandbox/x.ts', `import { a } from '../http/index.js';`],
    ['sandbox/x.ts', `import { a } from '../client/index.js';`],
    ['callback/x.ts', `import { a } from '../sandbox/index.js';`],
    ['index.ts', `export * from './sandbox/index.js';`],
    ['token/x.ts', `import { a } from '../common/missing.js';`],
    ['cellar/x.ts', ''],
    ['common/x.ts', `import { a } from '../index.js';`],
  ])('finds the offence in %s: %s', (file, text) => {
    expect(offences(file, text).length).toBeGreaterThan(0);
  });

  it.each([
    ['client/x.ts', 'axios'],
    ['callback/x.ts', 'lru-cache'],
    ['http/x.ts', '@nestjs/schedule'],
    ['callback/x.ts', 'node:crypto'],
    ['common/x.ts', '@nestjs/common'],
    ['sandbox/x.ts', '@nestjs/common'],
    ['callback/x.ts', 'saxes'],
    ['callback/x.ts', 'express'],
    ['http/x.ts', 'lodash'],
    ['callback/message.protocol.ts', 'node:crypto'],
  ])('finds a library in the wrong room: %s imports %s', (file, library) => {
    expect(libraryOffences(planted([file, `import { anything } from '${library}';`]))).toHaveLength(1);
    expect(libraryOffences(planted([file, `import '${library}';`]))).toHaveLength(1);
  });

  it('finds a circle, however long, and none where types alone close it', () => {
    const a: [string, string] = ['common/a.ts', `import { b } from './b.js';`];
    const b: [string, string] = ['common/b.ts', `import { c } from './c.js';`];
    expect(cycles(planted(a, b, ['common/c.ts', `import { a } from './a.js';`]))).toHaveLength(1);
    expect(cycles(planted(a, b, ['common/c.ts', `import type { A } from './a.js';`]))).toEqual([]);
    expect(cycles(planted(a, b, ['common/c.ts', `import { type A } from './a.js';`]))).toEqual([]);
    expect(cycles(planted(['common/d.ts', `export * from './d.js';`]))).toHaveLength(1);
  });

  it.each([
    'await x();',
    'const a = await x();',
    'export const a = await x();',
    'for await (const a of b) {}',
  ])('finds a top-level await: %s', (text) => {
    expect(awaitOffences(planted(['a.ts', text]))).toEqual(['a.ts']);
  });

  it.each(['async function a() {\n  await b();\n}', '// await x();', "const a = 'await';"])(
    'takes %j for none',
    (text) => {
      expect(awaitOffences(planted(['a.ts', text]))).toEqual([]);
    },
  );

  it('finds a file that is too long', () => {
    expect(lengthOffences(planted(['a.ts', '\n'.repeat(400)], ['b.ts', '\n'.repeat(399)]))).toEqual(['a.ts']);
  });
});
