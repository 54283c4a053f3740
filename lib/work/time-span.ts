/** A moment: a `Date`, or seconds since 1970. */
export type WorkMoment = Date | number;

/** A span of time. */
export interface WorkTimeSpan {
  start: WorkMoment;
  end: WorkMoment;
}

/** A moment and a span as WeCom reads them: whole seconds since 1970. */
export interface SpanInSeconds {
  readonly start: number;
  readonly end: number;
}

const DAY = 24 * 3600;
/** The year 5138 in seconds, 1973 in milliseconds. */
const BEYOND_SECONDS = 1e11;

/**
 * A moment as WeCom reads it.
 *
 * @throws {RangeError} for an invalid date, a part of a second, or milliseconds
 */
export function seconds(value: WorkMoment): number {
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) throw new RangeError('The date is invalid');
    return Math.floor(time / 1000);
  }
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`A moment is a Date, or whole seconds since 1970, not ${value}`);
  if (value >= BEYOND_SECONDS)
    throw new RangeError(`${value} is in milliseconds: give seconds since 1970, or a Date`);
  return value;
}

/**
 * A span as WeCom reads it.
 *
 * @param most days WeCom takes at once
 * @throws {RangeError} for what is no moment, an end before its beginning, or more days
 */
export function spanInSeconds({ start, end }: WorkTimeSpan, most?: number): SpanInSeconds {
  const span = { start: seconds(start), end: seconds(end) };
  if (span.end < span.start)
    throw new RangeError(`The span ends (${span.end}) before it begins (${span.start})`);
  if (most !== undefined && span.end - span.start > most * DAY)
    throw new RangeError(`WeCom takes a span of ${most} days at most here: ask for each part by itself`);
  return span;
}
