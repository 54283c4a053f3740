declare const FEN: unique symbol;

/**
 * An amount of money in fen (分): a whole number, 0 or more. Made by {@link fen} and {@link yuan}, so that yuan and fen, or a
 * sum that lost a hundredth on its way, cannot stand for one another.
 *
 * @publicApi
 */
export type Fen = number & { readonly [FEN]: true };

const YUAN = /^(\d{1,13})(?:\.(\d{1,2}))?$/;

/**
 * An amount in fen: `fen(1)` is one hundredth of a yuan.
 *
 * @throws {RangeError} for what is no whole number from 0
 * @publicApi
 */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`An amount is a whole number of fen, 0 or more, not ${amount}`);
  }
  return amount as Fen;
}

/**
 * An amount written in yuan (元), to the fen: `yuan('12.34')` is `fen(1234)`. It takes a text, since 12.34 as a number is
 * something a little else.
 *
 * @throws {RangeError} for what is no amount, or has parts of a fen
 * @publicApi
 */
export function yuan(amount: string): Fen {
  const [, whole = '', parts = ''] = YUAN.exec(amount) ?? [];
  if (whole === '') throw new RangeError(`An amount of yuan is written as "12" or "12.34", not "${amount}"`);
  return fen(Number(whole) * 100 + Number(parts.padEnd(2, '0')));
}

/**
 * An amount as people read it: `inYuan(fen(1234))` is `'12.34'`.
 *
 * @publicApi
 */
export const inYuan = (amount: number): string => {
  const digits = String(fen(amount)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Names of fields that hold an amount, wherever they stand in what WeChat Pay is told. */
export const AMOUNT_FIELDS = [
  'total',
  'refund',
  'amount',
  'total_amount',
  'refund_amount',
  'subsidy_amount',
  'transfer_amount',
  'finish_amount',
  'paid_amount',
  'description_amount',
  'risk_fund_amount',
  'coupon_value',
  'coupon_amount',
  'coupon_minimum',
  'max_amount',
  'max_amount_by_day',
  'transaction_minimum',
  'discount_amount',
  'discount_amount_max',
  'exchange_price',
  'cost_price',
  'unit_price',
  'price',
  'refund_price',
  'total_fee',
  'refund_fee',
] as const;
type AmountField = (typeof AMOUNT_FIELDS)[number];

/** What WeChat Pay is told, with its amounts in {@link Fen}. */
export type InFen<T> = T extends readonly (infer Item)[]
  ? Array<InFen<Item>>
  : T extends object
    ? { [Field in keyof T]: Field extends AmountField ? Amount<T[Field]> : InFen<T[Field]> }
    : T;

type Amount<T> = T extends number ? Fen : InFen<T>;
