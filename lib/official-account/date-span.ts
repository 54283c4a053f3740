const DAY = 24 * 3600 * 1000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Days a report covers, both included: `2026-03-01`. */
export interface DateSpan {
  begin_date: string;
  end_date: string;
}

function timeOf(date: string): number {
  const time = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // Date.parse takes 30 February for 2 March
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`"${date}" is no date of the form YYYY-MM-DD`);
  }
  return time;
}

/** @throws {RangeError} for dates that are none, a span that ends before it begins, or one of more than `most` days */
export function checkedSpan(begin_date: string, end_date: string, most: number): DateSpan {
  const days = (timeOf(end_date) - timeOf(begin_date)) / DAY + 1;
  if (days < 1) throw new RangeError(`The span ends (${end_date}) before it begins (${begin_date})`);
  if (days > most) throw new RangeError(`This report takes ${most} days at most, not ${days}`);
  return { begin_date, end_date };
}
