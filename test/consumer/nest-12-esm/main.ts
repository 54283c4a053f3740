import { NestFactory } from '@nestjs/core';
import { converse } from './conversation.js';

await converse((module) => NestFactory.create(module, { logger: ['error', 'warn'] }));
