import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { converse } from './conversation.js';

void converse((module) => NestFactory.create(module, new FastifyAdapter(), { logger: ['error', 'warn'] }));
