import { once } from 'node:events';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { AppSetup } from './app.setup.js';

/** Milliseconds it has to end by itself. */
const GRACE = 5000;

// it ends with whoever started it, however that one ends
const ended = once(process, 'disconnect');

const [setup] = (await once(process, 'message')) as [AppSetup];
const app = await NestFactory.create(AppModule.with(setup), {
  logger: new ConsoleLogger({ prefix: setup.name, logLevels: ['warn', 'error'], colors: false }),
  abortOnError: false,
  forceCloseConnections: true,
});
app.enableShutdownHooks(['SIGTERM']); // what was begun is ended first
await app.listen(setup.port, '127.0.0.1');
if (process.connected) process.send?.({ pid: process.pid });
await ended;
setTimeout(() => process.exit(1), GRACE).unref();
await app.close();
