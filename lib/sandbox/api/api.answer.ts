import { errcodeTexts } from './errcode.texts.js';

/** JSON as WeChat answers it; `errcode` is absent from what only reads. */
export type JsonAnswer = { errcode?: number; errmsg?: string } & Record<string, unknown>;

/** Bytes instead of JSON. */
export class BinaryAnswer {
  constructor(
    readonly content: Buffer,
    readonly contentType: string,
    readonly filename?: string,
    readonly status = 200,
  ) {}
}

export type ApiAnswer = JsonAnswer | BinaryAnswer;

/** The one answer of every write that has nothing to tell. */
export const OK: JsonAnswer = Object.freeze({ errcode: 0, errmsg: 'ok' });

/** A refusal: WeChat's text for the code, and a hint at what is wrong. */
export function refuse(errcode: number, hint?: string): JsonAnswer {
  const text = errcodeTexts[errcode] ?? 'system error';
  return { errcode, errmsg: hint ? `${text} hint: [${hint}]` : text };
}
