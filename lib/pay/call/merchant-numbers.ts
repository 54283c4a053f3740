import type { FieldPath } from '../../catalog/pay.js';
import { AMOUNT_FIELDS } from '../fen.js';

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
const AMOUNTS: ReadonlySet<string> = new Set(AMOUNT_FIELDS);

/** What numbers and amounts are looked at for. */
interface Look {
  readonly route: string;
  readonly decimals: readonly FieldPath[];
  readonly numbers: Numbers;
}

/**
 * Looks at all a call holds before anything is sent: numbers of the merchant as WeChat Pay takes them, and amounts that are
 * whole numbers of fen.
 *
 * @param decimals paths of fields that may have parts all the same
 * @param numbers what numbers may look like: of v3, unless it is of APIv2
 * @throws {RangeError} for what WeChat Pay would refuse, or worse, round
 */
export function checkContents(
  route: string,
  contents: unknown,
  decimals: readonly FieldPath[] = [],
  numbers = NUMBERS,
): void {
  checkFields(contents, [], { route, decimals, numbers });
}

function checkFields(fields: unknown, path: FieldPath, look: Look): void {
  if (typeof fields !== 'object' || fields === null) return;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const at = [...path, Array.isArray(fields) ? '[]' : name];
    if (IS_NUMBER.test(name)) checkNumber(name, value, look);
    else if (look.decimals.some((exempt) => isSame(exempt, at))) continue;
    else if (AMOUNTS.has(name) && !hasFields(value)) checkAmount(name, value, fields, look);
    else if (typeof value === 'number') checkWhole(name, value, look);
    else checkFields(value, at, look);
  }
}

const isSame = (exempt: FieldPath, path: FieldPath): boolean =>
  exempt.length === path.length && exempt.every((step, index) => step === '*' || step === path[index]);

/** An order's `amount` has fields of its own; what writes itself as a text, as a decimal of a library does, has none. */
const hasFields = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('toJSON' in value);

/** Of invoices (电子发票), a line that takes off (折扣行) has an amount below 0. */
const takesOff = (fields: object): boolean => 'discount' in fields && fields.discount === true;

function checkAmount(name: string, value: unknown, beside: object, { route }: Look): void {
  if (Number.isSafeInteger(value) && (Number(value) >= 0 || takesOff(beside))) return;
  throw new RangeError(`${route}: ${name} must be a whole number of fen, 0 or more, not ${shown(value)}`);
}

function checkWhole(name: string, value: number, { route }: Look): void {
  if (Number.isSafeInteger(value)) return;
  throw new RangeError(`${route}: ${name} must be a whole number (amounts are in fen), not ${value}`);
}

function checkNumber(name: string, value: unknown, { route, numbers }: Look): void {
  const [pattern, words] = numbers[name] ?? ANY_NUMBER;
  if (typeof value === 'string' && pattern.test(value)) return;
  throw new RangeError(`${route}: ${name} takes ${words}, as a text, not ${shown(value)}`);
}

/** A value as a message shows it: what kind of value it is, and of a text or a number which. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'bigint' ? `the bigint ${value}` : String(value);
}
