import type { FieldFacts, FieldType } from '../../../lib/catalog/index.js';

const SAMPLES: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 1,
  number: 1.5,
  boolean: true,
  id: '9007199254740993',
  any: {},
  sensitive: 'text',
};

/** The least a type takes. */
export function sampleOf(type: FieldType): unknown {
  if (typeof type === 'string') {
    const first = type.split('|')[0] as string;
    return first in SAMPLES ? SAMPLES[first] : first.startsWith("'") ? first.slice(1, -1) : Number(first);
  }
  if (Array.isArray(type)) return [sampleOf(type[0] as FieldType)];
  const choice = Object.entries(type).find(([key]) => key.startsWith('?'));
  if (choice) {
    const { [choice[0]]: _left, ...rest } = type as Record<string, FieldType>;
    const [[value, more] = ['', {}]] = Object.entries(choice[1] as Record<string, FieldFacts>);
    return sampleOf({ ...rest, [choice[0].slice(1)]: `'${value}'`, ...more });
  }
  const required = Object.entries(type).filter(([key]) => key !== '*' && !key.endsWith('?'));
  return Object.fromEntries(required.map(([key, value]) => [key, sampleOf(value as FieldType)]));
}
