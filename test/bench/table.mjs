/** The lines of a table: a head, a rule, the rows. @param columns key and title of each; numbers stand to the right */
export function linesOf(columns, rows) {
  const head = Object.fromEntries(columns);
  const textOf = (row, key) => String(row[key] ?? '');
  const widths = columns.map(([key]) => Math.max(...[head, ...rows].map((row) => textOf(row, key).length)));
  const isNumeric = columns.map(([key]) => rows.every((row) => typeof row[key] === 'number'));
  const lineOf = (row) =>
    columns
      .map(([key], at) => {
        const text = textOf(row, key);
        return isNumeric[at] ? text.padStart(widths[at]) : text.padEnd(widths[at]);
      })
      .join('  ')
      .trimEnd();
  return [lineOf(head), lineOf(head).replace(/./g, '-'), ...rows.map(lineOf)];
}
