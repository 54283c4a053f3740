import type { CallbackAnswer } from '../client/index.js';
import { WeChatDecryptError, WeChatParseError, WeChatSignatureError } from '../common/index.js';

/** A request that was refused before any handler ran. */
export class CallbackRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Whether the other side means to be refused: it looks whether signatures are verified at all. */
    readonly isProbe = false,
  ) {
    super(message);
  }
}

/** A handler threw; the log knows. */
export class HandlerFailure extends Error {
  constructor(
    /** What WeChat is answered with: it tries again after 5xx. */
    readonly status: number,
    cause?: unknown,
    /** `Class#method` */
    readonly handler?: string,
  ) {
    super('the handler failed', { cause });
  }
}

/** A handler has replied, and the reply could not be sent. */
export class ReplyUnsent extends HandlerFailure {
  constructor(
    readonly reply: unknown,
    cause: unknown,
    handler: string,
  ) {
    super(500, cause, handler);
  }
}

/** The refusal an error stands for; undefined when it is no refusal but a fault. */
export function toRefusal(error: unknown): CallbackRefusal | undefined {
  if (error instanceof CallbackRefusal) return error;
  if (error instanceof WeChatSignatureError) return new CallbackRefusal(401, error.message, error.isProbe);
  if (error instanceof WeChatDecryptError || error instanceof WeChatParseError) {
    return new CallbackRefusal(400, error.message);
  }
  return undefined;
}

/** A short text, nothing of the request in it. */
export const plainAnswer = (status: number, body: string): CallbackAnswer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
});

/** What a stranger is told. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'signature refused',
  404: 'not found',
  405: 'method not allowed',
  408: 'body too slow',
  413: 'body too large',
  415: 'unsupported encoding',
};

export const reasonFor = ({ status }: CallbackRefusal): string => REASONS[status] ?? 'refused';
