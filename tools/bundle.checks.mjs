/** What `bundle.mjs` must not have changed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const isEager = ({ kind }) => kind === 'import-statement';

/** Everything that is loaded at once with a file: itself, others, packages. */
function loadedWith(start, importsOf) {
  const seen = new Set([start]);
  for (const file of seen) for (const one of importsOf(file)) if (isEager(one)) seen.add(one.path);
  return seen;
}

/** Two copies of a class would be two classes. */
function checkOnce(bundles) {
  const places = new Map();
  for (const { file, sources } of bundles) {
    for (const source of sources) {
      if (places.has(source)) throw new Error(`${source} stands in ${places.get(source)} and in ${file}`);
      places.set(source, file);
    }
  }
}

/** What was loaded late, or not at all, still is: a bundle brings nothing its entry point did not load before. */
function checkLaziness(entryPoints, files, bundles) {
  const byFile = new Map(bundles.map((bundle) => [bundle.file, bundle]));
  for (const entryPoint of entryPoints) {
    const before = loadedWith(entryPoint, (file) => files[file]?.imports ?? []);
    const after = loadedWith(entryPoint, (file) => byFile.get(file)?.imports ?? []);
    for (const path of after) {
      for (const one of byFile.get(path)?.sources ?? [path])
        if (!before.has(one)) throw new Error(`${entryPoint} now loads ${one} with ${path}`);
    }
  }
}

/** Loads every file, which fails where one imports what another does not export; Nest's messages and logs name classes. */
async function checkLoading(dist, classNames, bundles) {
  for (const { file } of bundles) {
    const exported = Object.values(await import(pathToFileURL(join(dist, file)).href));
    const classes = exported.filter((one) => typeof one === 'function' && /^class\b/.test(String(one)));
    for (const { name } of classes)
      if (!classNames.has(name)) throw new Error(`A class of ${file} is now called ${name}`);
  }
}

export async function check({ dist, entryPoints, files, classNames, bundles }) {
  checkOnce(bundles);
  checkLaziness(entryPoints, files, bundles);
  for (const entryPoint of entryPoints)
    if (!bundles.some(({ file }) => file === entryPoint)) throw new Error(`${entryPoint} is missing`);
  await checkLoading(dist, classNames, bundles);
}
