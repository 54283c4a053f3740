import { parseLossless, WeChatParseError } from '../../common/index.js';

/** Deeper than anything WeCom sends. */
const MAX_DEPTH = 24;

export type BotFields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is BotFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws {WeChatParseError} for anything but a JSON object of the usual kind */
export function readFields(text: string, what: string): BotFields {
  let value: unknown;
  try {
    value = parseLossless(text);
  } catch {
    throw new WeChatParseError(`${what} is not JSON`);
  }
  if (!isFields(value)) throw new WeChatParseError(`${what} is not a JSON object`);
  if (!isUsual(value, MAX_DEPTH))
    throw new WeChatParseError(
      `${what} holds a key that WeCom never sends, or is nested deeper than ${MAX_DEPTH}`,
    );
  return value;
}

function isUsual(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, child]) => name !== '__proto__' && isUsual(child, depth - 1));
}
