/** `node --import` of this file runs TypeScript as it stands; see the hooks. */
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register('./typescript.hooks.mjs', import.meta.url);
