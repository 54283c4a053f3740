/**
 * Module hooks that let Node run the samples straight from their TypeScript, and the library from `lib/`: nothing is
 * built, nothing is checked (`npm test` does that), and files beside the sources are found where they are.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const LIBRARY = {
  'nestjs-wechat-sdk': new URL('../lib/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/pay': new URL('../lib/pay/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/work': new URL('../lib/work/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/redis': new URL('../lib/storage/redis/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/terminus': new URL('../lib/health/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/bullmq': new URL('../lib/inbox/index.ts', import.meta.url).href,
  'nestjs-wechat-sdk/sandbox': new URL('../lib/sandbox/index.ts', import.meta.url).href,
};

const OPTIONS = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
  },
};

export function resolve(specifier, context, next) {
  const library = LIBRARY[specifier];
  if (library) return { url: library, shortCircuit: true };
  const isOfTypeScript = context.parentURL?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier);
  return next(isOfTypeScript ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...OPTIONS, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
