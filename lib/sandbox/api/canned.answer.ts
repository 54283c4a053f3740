import type { EndpointFact, FieldFacts, FieldType } from '../../catalog/index.js';
import { WHITE_PIXEL } from '../picture/white-pixel.js';
import { type ApiAnswer, BinaryAnswer, OK } from './api.answer.js';

const FIRST_ID = 9_007_199_254_740_993n;

const SCALARS: Readonly<Record<string, (name: string) => unknown>> = {
  string: (name) => (/url$/i.test(name) ? 'https://example.com/' : name),
  sensitive: (name) => name,
  integer: (name) => (name === 'expires_in' ? 7200 : 1),
  number: () => 1,
  boolean: () => true,
  id: () => FIRST_ID,
  any: () => null,
};

function valueOf(type: FieldType, name: string): unknown {
  if (typeof type !== 'string') {
    return Array.isArray(type) ? [valueOf(type[0] as FieldType, name)] : cannedFields(type as FieldFacts);
  }
  const first = type.split('|')[0] as string;
  const scalar = SCALARS[first];
  if (scalar) return scalar(name);
  return first.startsWith("'") ? first.slice(1, -1) : Number(first);
}

/** Well-formed values for fields; the same each time. */
export function cannedFields(facts: FieldFacts): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, type] of Object.entries(facts)) {
    if (key === '*') continue;
    if (key.startsWith('?')) {
      const [value = '', fields = {}] = Object.entries(type as Record<string, FieldFacts>)[0] ?? [];
      Object.assign(made, { [key.slice(1)]: value }, cannedFields(fields));
      continue;
    }
    const name = key.replace(/\?$/, '').replace(/\$[nm]/g, '0'); // the first of several that are numbered
    made[name] = valueOf(type, name);
  }
  return made;
}

/** A well-formed answer for a route the sandbox keeps no state for; the same each time. */
export function cannedAnswer(fact: EndpointFact): ApiAnswer {
  if (fact.answer === 'binary') return new BinaryAnswer(WHITE_PIXEL, 'image/png', 'canned.png');
  if (Object.keys(fact.answer).length === 0) return OK;
  return Object.freeze({ errcode: 0, errmsg: 'ok', ...cannedFields(fact.answer) });
}
