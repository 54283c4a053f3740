import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers what is its own over Node's request and response, and hands everything else on. */
export type NodeMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
