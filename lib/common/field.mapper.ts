/**
 * A copy in which the values at one place are changed; what is not there stays away.
 *
 * @param path names of fields: `[]` stands for each item of a list, `*` for each field of a map
 */
export function mapAt(value: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  return at(value, path, 0, change);
}

function at(
  value: unknown,
  path: readonly string[],
  depth: number,
  change: (value: unknown) => unknown,
): unknown {
  const step = path[depth];
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (step === '[]') {
    return Array.isArray(value) ? value.map((item) => at(item, path, depth + 1, change)) : value;
  }
  const holder = value as Record<string, unknown>;
  const keys = step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : [];
  if (keys.length === 0) return value;
  const copy = { ...holder };
  for (const key of keys) copy[key] = at(holder[key], path, depth + 1, change);
  return copy;
}
