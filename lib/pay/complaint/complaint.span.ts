const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY = 24 * 3600 * 1000;
/** Dates WeChat Pay takes at once. */
const MOST = 30;

/** Dates in Beijing's time, `YYYY-MM-DD`; the last one is meant too. */
export interface ComplaintSpan {
  begin_date: string;
  end_date: string;
}

/**
 * A span of dates in spans WeChat Pay takes, the oldest first.
 *
 * @throws {RangeError} for what is no date, or an end before its beginning
 */
export function* spansOf({ begin_date, end_date }: ComplaintSpan): Generator<ComplaintSpan, void, undefined> {
  const end = readDate(end_date);
  const begin = readDate(begin_date);
  if (end < begin) throw new RangeError(`end_date ${end_date} is before begin_date ${begin_date}`);
  for (let from = begin; from <= end; from += MOST * DAY) {
    const to = Math.min(from + (MOST - 1) * DAY, end);
    yield { begin_date: writeDate(from), end_date: writeDate(to) };
  }
}

function readDate(text: string): number {
  const time = DATE.test(text) ? Date.parse(text) : NaN;
  // the 31st of a month that has 30 is read as the 1st of the next
  if (Number.isNaN(time) || writeDate(time) !== text)
    throw new RangeError(`A date is written as "2026-01-31", not "${text}"`);
  return time;
}

const writeDate = (time: number): string => new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length);
