/**
 * An application that has Nest, and then imports the main entry point: what that loads (`seen`), or how long it takes when the
 * packages it loads come first, one by one (`times`, in milliseconds).
 */
import { register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';
import { serve } from './worker.mjs';

const NEST = ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express'];
const ENTRY = 'nestjs-wechat-sdk';
const DIST = new URL('../../../dist/', import.meta.url).href;
const HOOKS = `
  let port;
  export const initialize = (data) => void (port = data);
  export async function resolve(specifier, context, next) {
    const resolved = await next(specifier, context);
    port.postMessage({ specifier, url: resolved.url, parent: context.parentURL });
    return resolved;
  }
`;

serve({
  async start() {
    for (const name of NEST) await import(name);
  },
  async seen() {
    const { port1, port2 } = new MessageChannel();
    const resolved = [];
    port1.on('message', (one) => resolved.push(one));
    register(`data:text/javascript,${encodeURIComponent(HOOKS)}`, { data: port2, transferList: [port2] });
    await import(ENTRY);
    // what was posted before this comes before it
    await import('data:text/javascript,//last');
    while (!resolved.some(({ specifier }) => specifier.endsWith('//last')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    port1.close();
    const ofOurs = resolved.filter(({ parent }) => parent?.startsWith(DIST));
    const packages = ofOurs.map(({ specifier }) => specifier).filter((one) => !/^(\.|node:)/.test(one));
    const files = new Set(ofOurs.map(({ url }) => url).filter((url) => url.startsWith(DIST)));
    return { packages: [...new Set(packages)].filter((one) => !NEST.includes(one)), files: files.size + 1 };
  },
  async times(packages) {
    const times = {};
    for (const name of [...packages, ENTRY]) {
      const begun = performance.now();
      await import(name);
      times[name] = performance.now() - begun;
    }
    return times;
  },
});
