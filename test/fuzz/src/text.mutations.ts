import fc from 'fast-check';
import { nastyName, nastyText, PREFIXES, wholeTexts } from './nasty.js';

/** Something that is done to a text; places are counted round, so that a mutation fits any text. */
export type TextMutation =
  | { readonly op: 'flip'; readonly at: number; readonly bits: number }
  | { readonly op: 'cut'; readonly at: number }
  | { readonly op: 'insert'; readonly at: number; readonly text: string }
  | { readonly op: 'splice'; readonly at: number; readonly length: number }
  | { readonly op: 'double' }
  | { readonly op: 'prefix'; readonly text: string }
  | { readonly op: 'whole'; readonly text: string }
  | { readonly op: 'encode'; readonly as: 'utf16le' | 'latin1' }
  | { readonly op: 'value'; readonly at: number; readonly text: string }
  | { readonly op: 'bare'; readonly at: number; readonly text: string }
  | { readonly op: 'rename'; readonly at: number; readonly text: string }
  | { readonly op: 'drop'; readonly at: number }
  | { readonly op: 'repeat'; readonly at: number; readonly times: number }
  | { readonly op: 'nest'; readonly at: number; readonly depth: number }
  | { readonly op: 'add'; readonly at: number; readonly name: string; readonly text: string }
  | { readonly op: 'attributes'; readonly at: number; readonly times: number };

const at = fc.nat();
const op = <Name extends TextMutation['op']>(name: Name) => fc.constant(name);

/** What a network, or somebody with a hex editor, does. */
export const byteMutation: fc.Arbitrary<TextMutation> = fc.oneof(
  fc.record({ op: op('flip'), at, bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ op: op('cut'), at }),
  fc.record({ op: op('insert'), at, text: nastyText }),
  fc.record({ op: op('splice'), at, length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ op: op('double') }),
  fc.record({ op: op('prefix'), text: fc.constantFrom(...PREFIXES) }),
  fc.record({ op: op('whole'), text: wholeTexts }),
  fc.record({ op: op('encode'), as: fc.constantFrom('utf16le' as const, 'latin1' as const) }),
);

/** What somebody who knows the form does. */
const formMutation: fc.Arbitrary<TextMutation> = fc.oneof(
  fc.record({ op: op('value'), at, text: nastyText }),
  fc.record({ op: op('bare'), at, text: nastyText }),
  fc.record({ op: op('rename'), at, text: nastyName }),
  fc.record({ op: op('drop'), at }),
  fc.record({ op: op('repeat'), at, times: fc.constantFrom(1, 2, 50) }),
  fc.record({ op: op('nest'), at, depth: fc.constantFrom(1, 3, 13, 20, 500) }),
  fc.record({ op: op('add'), at, name: nastyName, text: nastyText }),
  fc.record({ op: op('attributes'), at, times: fc.constantFrom(1, 7, 30, 30, 1500) }),
);

export const textMutation: fc.Arbitrary<TextMutation> = fc.oneof(
  { weight: 3, arbitrary: formMutation },
  { weight: 1, arbitrary: byteMutation },
);

/** An element, or a field of JSON. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly value: string;
}

const ELEMENT = /<([\w.-]+)>((?:<!\[CDATA\[.*?\]\]>|[^<]*))<\/\1>/gs;
const FIELD = /"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,{}[\]]+)/g;

const isJson = (text: string): boolean => text.trimStart().startsWith('{');

function placeOf(text: string, at: number): Place | undefined {
  const found = [...text.matchAll(isJson(text) ? FIELD : ELEMENT)];
  const match = found[at % Math.max(found.length, 1)];
  if (!match) return undefined;
  const [whole, name = '', value = ''] = match;
  return { from: match.index, to: match.index + whole.length, name, value };
}

/** Does it. */
export function mutateText(given: Buffer, mutation: TextMutation): Buffer {
  switch (mutation.op) {
    case 'whole':
      return Buffer.from(mutation.text);
    case 'double':
      return Buffer.concat([given, given]);
    case 'prefix':
      return Buffer.concat([Buffer.from(mutation.text), given]);
    case 'encode':
      return Buffer.from(given.toString('utf8'), mutation.as);
    case 'flip':
    case 'cut':
    case 'insert':
    case 'splice':
      return mutateBytes(given, mutation);
    default: {
      const text = given.toString('utf8');
      const place = placeOf(text, mutation.at);
      if (!place) return given;
      const written = isJson(text) ? asField(place, mutation) : asElement(place, mutation);
      return Buffer.from(text.slice(0, place.from) + written + text.slice(place.to));
    }
  }
}

type ByteMutation = Extract<TextMutation, { op: 'flip' | 'cut' | 'insert' | 'splice' }>;
type PlaceMutation = Extract<
  TextMutation,
  { op: 'value' | 'bare' | 'rename' | 'drop' | 'repeat' | 'nest' | 'add' | 'attributes' }
>;

function mutateBytes(given: Buffer, mutation: ByteMutation): Buffer {
  const place = mutation.at % Math.max(given.length, 1);
  if (mutation.op === 'cut') return given.subarray(0, place);
  if (mutation.op === 'insert')
    return Buffer.concat([given.subarray(0, place), Buffer.from(mutation.text), given.subarray(place)]);
  if (mutation.op === 'splice')
    return Buffer.concat([given.subarray(0, place), given.subarray(place + mutation.length)]);
  const changed = Buffer.from(given);
  if (changed.length > 0) changed[place] = (changed[place] as number) ^ mutation.bits;
  return changed;
}

function asElement({ name, value }: Place, mutation: PlaceMutation): string {
  const element = (its: string, text: string): string => `<${its}>${text}</${its}>`;
  switch (mutation.op) {
    case 'value':
      return element(name, `<![CDATA[${mutation.text}]]>`);
    case 'bare':
      return element(name, mutation.text);
    case 'rename':
      return element(mutation.text, value);
    case 'drop':
      return '';
    case 'repeat':
      return element(name, value).repeat(mutation.times + 1);
    case 'nest':
      return `${`<${name}>`.repeat(mutation.depth)}${value}${`</${name}>`.repeat(mutation.depth)}`;
    case 'add':
      return element(name, value) + element(mutation.name, mutation.text);
    case 'attributes': {
      const attributes = Array.from(
        { length: mutation.times },
        (_, index) => ` a${index}="${'v'.repeat(20)}"`,
      );
      return `<${name}${attributes.join('')}>${value}</${name}>`;
    }
  }
}

function asField({ name, value }: Place, mutation: PlaceMutation): string {
  const field = (its: string, text: string): string => `"${its}":${text}`;
  switch (mutation.op) {
    case 'value':
      return field(name, JSON.stringify(mutation.text));
    case 'bare':
      return field(name, mutation.text);
    case 'rename':
      return `${JSON.stringify(mutation.text)}:${value}`;
    case 'drop':
      return field('gone', '0');
    case 'repeat':
      return field(name, `[${`${value},`.repeat(mutation.times)}${value}]`);
    case 'nest':
      return field(name, `${'{"a":'.repeat(mutation.depth)}${value}${'}'.repeat(mutation.depth)}`);
    case 'add':
      return `${field(name, value)},${JSON.stringify(mutation.name)}:${JSON.stringify(mutation.text)}`;
    case 'attributes':
      return Array.from({ length: mutation.times }, (_, index) => field(`${name}${index}`, value)).join();
  }
}
