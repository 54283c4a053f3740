import type { CampaignResult } from './campaign.js';

/** A line of the table. */
export interface ReportRow extends CampaignResult {
  readonly adapter: string;
}

const CLASSES = ['2xx', '3xx', '4xx', '5xx', 'none'];
const MEBIBYTE = 1024 * 1024;

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);

const cellsOf = (row: ReportRow): string[] => [
  row.protocol,
  row.adapter,
  String(row.cases),
  ...CLASSES.map((name) => String(row.answers[name] ?? 0)),
  String(row.runs),
  row.milliseconds.toFixed(0),
  row.slowest.toFixed(0),
  ...row.heap.map((bytes) => (bytes / MEBIBYTE).toFixed(1)),
];

/** What came of a run, protocol by protocol. */
export function tableOf(rows: readonly ReportRow[]): string {
  const total: ReportRow = {
    protocol: 'all',
    adapter: '',
    cases: sum(rows.map(({ cases }) => cases)),
    answers: Object.fromEntries(
      CLASSES.map((name) => [name, sum(rows.map(({ answers }) => answers[name] ?? 0))]),
    ),
    runs: sum(rows.map(({ runs }) => runs)),
    milliseconds: sum(rows.map(({ milliseconds }) => milliseconds)),
    slowest: Math.max(...rows.map(({ slowest }) => slowest)),
    heap: [rows[0]?.heap[0] ?? 0, rows.at(-1)?.heap[1] ?? 0],
  };
  const head = [
    'protocol',
    'adapter',
    'cases',
    ...CLASSES,
    'handled',
    'ms',
    'slowest',
    'MiB before',
    'MiB after',
  ];
  const lines = [head, ...rows.map(cellsOf), cellsOf(total)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
