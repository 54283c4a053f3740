/** What one import of the main entry point adds to a `tsc --noEmit`. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { interleave } from '../figures.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const LIMIT = 1.5;
const ROUNDS = 5;
const run = promisify(execFile);

/** What an application that calls WeChat has anyway. */
const NEST =
  "import '@nestjs/common'; import '@nestjs/core'; import '@nestjs/axios'; import '@nestjs/schedule';";
const FILES = {
  without: `${NEST}\nexport {};\n`,
  with: `${NEST}\nimport { type OfficialAccount } from 'nestjs-wechat-sdk';\nexport const call = (shop: OfficialAccount) => shop.request('GET /cgi-bin/menu/get');\n`,
};

async function prepare(folder) {
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    types: ['node'],
  };
  for (const [name, text] of Object.entries(FILES)) {
    await writeFile(join(folder, `${name}.mts`), text);
    await writeFile(
      join(folder, `${name}.json`),
      JSON.stringify({ compilerOptions, files: [`${name}.mts`] }),
    );
  }
}

export async function measure() {
  const folder = await mkdtemp(join(ROOT, '.bench-')); // inside, so that packages are found
  try {
    await prepare(folder);
    const check = (name) => async () => {
      const begun = performance.now();
      await run(process.execPath, [TSC, '-p', join(folder, `${name}.json`)]);
      return (performance.now() - begun) / 1000;
    };
    const [added, bare] = await interleave(ROUNDS, [check('with'), check('without')]);
    return {
      what: 'tsc --noEmit, added by one import of the main entry point',
      figure: `${(added - bare).toFixed(2)} s`,
      goal: `< ${LIMIT} s`,
      isMet: added - bare < LIMIT,
      detail: `${added.toFixed(2)} s against ${bare.toFixed(2)} s`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
