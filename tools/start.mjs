/** `npm start`: installs if need be, then runs the quick start from its sources. Arguments and signals reach it as they are. */
import { register } from 'node:module';
import { ensureInstalled } from './install.mjs';

try {
  await ensureInstalled();
  register('./typescript.hooks.mjs', import.meta.url);
  await import('../sample/01-quick-start/src/main.ts');
} catch (error) {
  console.error(error instanceof Error && error.message.startsWith('npm ci') ? error.message : error);
  process.exitCode = 1;
}
