import type { Application, ApprovalDetail } from './approval.desk.js';

type Fields = Readonly<Record<string, unknown>>;
type Controls = readonly { readonly property: { readonly id: string; readonly title?: readonly object[] } }[];

/** What is told as a text, though it was given as a number. */
const TEXTS: ReadonlySet<string> = new Set(['s_timestamp', 'daymonthyear']);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as it is read back. */
function readBack(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => readBack(item, name));
  if (!isFields(value)) return TEXTS.has(name) ? String(value) : value;
  const told = Object.entries(value).map(([key, one]) => [key, readBack(one, key)] as const);
  const fields: Fields = Object.fromEntries(told);
  if (name === 'options') return { value: [], ...fields };
  return name === 'slice_info' ? { state: 1, duration: lengthOf(fields), ...fields } : fields;
}

const lengthOf = ({ day_items: days }: Fields): number =>
  (days as readonly { duration: number }[]).reduce((sum, { duration }) => sum + duration, 0);

/** What was applied for, with the titles its template has. */
export function approvedData(
  { apply_data: { contents } }: Application,
  controls: Controls,
): ApprovalDetail['apply_data'] {
  const titles = new Map(controls.map(({ property }) => [property.id, property.title ?? []]));
  const told = contents.map(({ control, id, value }) => ({
    control,
    id,
    title: titles.get(id) ?? [],
    value: readBack(value),
  }));
  return { contents: told } as ApprovalDetail['apply_data'];
}
