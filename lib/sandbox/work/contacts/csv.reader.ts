/** A cell, and what ends it: a comma, or nothing at the end of the line. */
const CELL = /("(?:[^"]|"")*"|[^,]*)(,|$)/g;

/** Splits a line at its commas, as far as they are not within quotes. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [, cell = '', end] of line.matchAll(CELL)) {
    const text = cell.trim();
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end === '') break;
  }
  return cells;
}

/**
 * Reads a table whose first line names its columns.
 *
 * @returns a record a line, of the columns that are filled
 */
export function readCsv(content: Buffer): Readonly<Record<string, string>>[] {
  const text = content.toString('utf8').replace(/^﻿/, '');
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = cellsOf(head);
  return lines.map((line) => {
    const cells = cellsOf(line);
    const filled = names.flatMap((name, index) => (cells[index] ? [[name, cells[index]] as const] : []));
    return Object.fromEntries(filled);
  });
}
