import { parse, stringify } from 'lossless-json';

const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

function parseNumber(digits: string): number | string {
  const value = Number(digits);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? digits : value;
}

/**
 * Reads JSON without losing a digit: an integer beyond 2^53 becomes a string of its digits, any other number a number.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseLossless(text: string): unknown {
  return LONG_NUMBER.test(text) ? parse(text, undefined, parseNumber) : JSON.parse(text);
}

/** Writes JSON; bigints are written as numbers. */
export function stringifyLossless(value: unknown): string {
  return stringify(value) ?? 'null';
}
