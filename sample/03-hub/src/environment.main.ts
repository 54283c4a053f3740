import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { EnvironmentModule } from './environment.module.js';
import type { EnvironmentReady, EnvironmentSetup } from './environment.setup.js';

// a terminal sends Ctrl+C to every process; this one ends when the hub's does, however that one ends
process.on('SIGINT', () => undefined);
const ended = once(process, 'disconnect');

const [name = ''] = process.argv.slice(2);
const [setup] = (await once(process, 'message')) as [EnvironmentSetup];
const app = await NestFactory.create(EnvironmentModule.with(name, setup), {
  logger: ['error', 'warn'],
  abortOnError: false,
  forceCloseConnections: true,
});
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;
if (process.connected) process.send?.({ port } satisfies EnvironmentReady);
await ended;
await app.close();
