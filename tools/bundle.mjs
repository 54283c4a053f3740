/**
 * Runs after `nest build`. What importing the package costs is the number of its files, so those of each room under `dist/`
 * (docs/architecture.md, "Rooms and floors") are joined to one for each of its doors, in the folder the room has. A door is what
 * `exports` names or another room imports. Declarations and other files stay as they are. What came of it is checked.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { check } from './bundle.checks.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LIB = join(ROOT, 'lib');
const DIST = join(ROOT, 'dist');
/** Stands before what another room has, until it is known from which folder it is imported. */
const ELSEWHERE = 'dist:';

const OPTIONS = {
  absWorkingDir: DIST,
  bundle: true,
  charset: 'utf8',
  format: 'esm',
  // `sideEffects` in package.json speaks of the package as a whole; here each file counts
  ignoreAnnotations: true,
  // without `keepNames`, which costs every function that makes another 0.3 µs at each run; see `withOwnNames`
  logLevel: 'warning',
  metafile: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  tsconfigRaw: '{}',
  write: false,
};

/** The folder right under `dist/`; what lies in none is the top floor. */
const roomOf = (file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');
const inDist = (path) => relative(DIST, path).split(sep).join('/');

async function readEntryPoints() {
  const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const targets = Object.values(exports).flatMap((target) => target.default ?? []);
  return targets.map((target) => inDist(join(ROOT, target)));
}

/** Every file the entry points load, sooner or later, with what each imports. */
async function readFiles(entryPoints) {
  const { metafile } = await build({ ...OPTIONS, entryPoints, outdir: DIST, splitting: true });
  return metafile.inputs;
}

async function readClassNames(files) {
  const texts = await Promise.all(Object.keys(files).map((file) => readFile(join(DIST, file), 'utf8')));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\bclass ([\w$]+)/g)].map(([, name]) => name)));
}

/** The doors of each room. */
function findDoors(files, entryPoints) {
  const imported = Object.entries(files).flatMap(([file, { imports }]) =>
    imports
      .filter(({ path, external }) => !external && roomOf(path) !== roomOf(file))
      .map(({ path }) => path),
  );
  const rooms = new Map();
  for (const door of new Set([...entryPoints, ...imported]))
    rooms.set(roomOf(door), [...(rooms.get(roomOf(door)) ?? []), door]);
  return rooms;
}

const leaving = (room) => ({
  name: 'leaving the room',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const file = inDist(join(resolveDir, path));
      return roomOf(file) === room ? undefined : { path: ELSEWHERE + file, external: true };
    });
  },
});

function fromItsFolder(file, text) {
  return text.replaceAll(new RegExp(`(?<=(?:from|import) ")${ELSEWHERE}([^"]+)`, 'g'), (_match, other) => {
    const path = posix.relative(posix.dirname(file), other);
    return path.startsWith('.') ? path : `./${path}`;
  });
}

/**
 * The bundler calls a class `A2` that is decorated or the second of its name in the room, and `_A` one that speaks of itself.
 * Nest's messages and logs name classes, so these say what they are called.
 */
const withOwnNames = (text, known) =>
  text.replaceAll(
    /(?:([\w$]+) = )?\bclass(?: (?!extends\b)([\w$]+))?(?: extends .+)? \{$/gm,
    (start, variable, own) => {
      const name = own ?? variable;
      const before = name?.replace(/^_|\d+$/g, '');
      if (name === undefined || known.has(name) || !known.has(before)) return start;
      return `${start}\n  static { Object.defineProperty(this, "name", { value: "${before}", configurable: true }); }`;
    },
  );

async function joinRoom(room, doors, classNames) {
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    chunkNames: 'shared-[hash]',
    entryPoints: doors,
    outbase: join(DIST, room),
    outdir: join(DIST, room),
    plugins: [leaving(room)],
    splitting: true,
  });
  return outputFiles.map(({ path, text }) => {
    const file = inDist(path);
    const { imports, inputs } = metafile.outputs[file];
    return {
      file,
      text: withOwnNames(fromItsFolder(file, text), classNames),
      sources: Object.keys(inputs),
      imports: imports.map((one) => ({ ...one, path: one.path.replace(ELSEWHERE, '') })),
    };
  });
}

/** What the compiler wrote; not the scripts of the sandbox's pages, which come from `lib/` as they are. */
async function removeFiles() {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const ours = paths.filter((path) => path.endsWith('.js') && !existsSync(join(LIB, relative(DIST, path))));
  await Promise.all(ours.map((path) => rm(path)));
  return ours.length;
}

const entryPoints = await readEntryPoints();
const files = await readFiles(entryPoints);
if (!Object.keys(files).some((file) => roomOf(file) === '' && !entryPoints.includes(file)))
  throw new Error('The files of dist/ are joined already: `nest build` comes first');
const classNames = await readClassNames(files);
const rooms = findDoors(files, entryPoints);
const bundles = (
  await Promise.all([...rooms].map(([room, doors]) => joinRoom(room, doors, classNames)))
).flat();
const removed = await removeFiles();
for (const { file, text } of bundles) {
  await mkdir(dirname(join(DIST, file)), { recursive: true });
  await writeFile(join(DIST, file), text);
}
await check({ dist: DIST, entryPoints, files, classNames, bundles });
console.log(`${removed} files of ${rooms.size} rooms were joined to ${bundles.length}`);
