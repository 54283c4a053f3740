import { measureCallback } from './callback.mjs';

export const measure = () => measureCallback('fastify', 1.7);
