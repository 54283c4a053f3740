import type { EndpointTraits } from '../catalog/pay.js';

/** What numbers may look like, by their names. */
type Numbers = Readonly<Record<string, readonly [pattern: RegExp, words: string]>>;

/** What a number a merchant gives may look like (商户订单号 and its kin); any other `out_…_no` has 1 to 64 of the same. */
const NUMBERS: Numbers = {
  out_trade_no: [/^[\w\-|*@]{6,32}$/, '6 to 32 letters, digits and _-|*@'],
  combine_out_trade_no: [/^[\w\-|*@]{1,32}$/, '1 to 32 letters, digits and _-|*@'],
  out_bill_no: [/^[0-9A-Za-z]{1,32}$/, '1 to 32 letters and digits'],
};
/** The same of APIv2. */
export const V2_NUMBERS: Numbers = {
  ...NUMBERS,
  out_trade_no: [/^[\w\-|*@]{1,32}$/, '1 to 32 letters, digits and _-|*@'],
  mch_billno: [/^[0-9A-Za-z]{1,28}$/, '1 to 28 letters and digits'],
  partner_trade_no: [/^[0-9A-Za-z]{1,32}$/, '1 to 32 letters and digits'],
};
const ANY_NUMBER = [/^[\w\-|*@]{1,64}$/, '1 to 64 letters, digits and _-|*@'] as const;
const IS_NUMBER = /^(?:(?:combine_)?out_\w+_no|mch_billno|partner_trade_no)$/;

/**
 * Looks at all a call holds before anything is sent: numbers of the merchant as WeChat Pay takes them, and no amount in
 * parts of a fen.
 *
 * @param decimals paths of fields that may have parts all the same
 * @param numbers what numbers may look like: of v3, unless it is of APIv2
 * @throws {RangeError} for what WeChat Pay would refuse, or worse, round
 */
export function checkContents(
  route: string,
  contents: unknown,
  decimals: EndpointTraits['decimals'] = [],
  numbers = NUMBERS,
): void {
  if (typeof contents !== 'object' || contents === null) return;
  for (const [name, value] of Object.entries(contents)) {
    if (typeof value === 'number') {
      if (!decimals.some((path) => path.at(-1) === name)) checkWhole(route, name, value);
    } else if (typeof value === 'object') checkContents(route, value, decimals, numbers);
    else if (typeof value === 'string' && IS_NUMBER.test(name)) checkNumber(route, name, value, numbers);
  }
}

function checkWhole(route: string, name: string, value: number): void {
  if (Number.isSafeInteger(value)) return;
  throw new RangeError(`${route}: ${name} must be a whole number (amounts are in fen), not ${value}`);
}

function checkNumber(route: string, name: string, value: string, numbers: Numbers): void {
  const [pattern, words] = numbers[name] ?? ANY_NUMBER;
  if (!pattern.test(value)) throw new RangeError(`${route}: ${name} takes ${words}, not "${value}"`);
}
