import type { FieldFacts, FieldType } from '../../catalog/index.js';

type Change = (text: string, path: string) => string;

const isSensitive = (type: string): boolean => type.split('|').includes('sensitive');

function changed(value: unknown, type: FieldType, path: string, change: Change): unknown {
  if (typeof type === 'string')
    return typeof value === 'string' && isSensitive(type) ? change(value, path) : value;
  if (Array.isArray(type)) {
    return Array.isArray(value)
      ? value.map((item, index) => changed(item, type[0] as FieldType, `${path}.${index}`, change))
      : value;
  }
  return typeof value === 'object' && value !== null
    ? mapSensitive(value, type as FieldFacts, change, path)
    : value;
}

/** Changes what the facts call sensitive (敏感信息), and leaves the rest. */
export function mapSensitive(value: object, facts: FieldFacts, change: Change, path = ''): object {
  const copy: Record<string, unknown> = { ...value };
  for (const [key, type] of Object.entries(facts)) {
    const name = key.replace(/\?$/, '');
    const names = name === '*' ? Object.keys(copy) : [name];
    for (const each of names)
      if (copy[each] !== undefined)
        copy[each] = changed(copy[each], type, path ? `${path}.${each}` : each, change);
  }
  return copy;
}
