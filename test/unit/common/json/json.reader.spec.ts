import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson, WeChatParseError } from '../../../../lib/common/index.js';
import { asStrings, vectors } from '../../../fixtures/vectors.js';

describe('readJson', () => {
  it.each(vectors('messages', 'inbound-json').map((vector) => [vector.name, vector] as const))(
    'reads the vector %s as strings',
    (_name, { input, expected }) => {
      expect(readJson(input.json as string)).toEqual(asStrings(expected.parsed));
    },
  );

  it.each([
    ['a number beyond 2^53', '{"a":9223372036854775807}', '9223372036854775807'],
    [
      'a number beyond every number',
      '{"a":123456789012345678901234567890}',
      '123456789012345678901234567890',
    ],
    ['a negative number', '{"a":-9007199254740993}', '-9007199254740993'],
    ['a fraction, as it is written', '{"a":1.50}', '1.50'],
    ['an exponent, as it is written', '{"a":1e3}', '1e3'],
    ['true', '{"a":true}', 'true'],
    ['null as an empty text', '{"a":null}', ''],
    ['an empty list', '{"a":[]}', []],
    ['an empty object', '{"a":{}}', {}],
    ['lists and objects with all they hold', '{"a":[1,{"b":2},[3]]}', ['1', { b: '2' }, ['3']]],
    ['escapes', '{"a":"\\u4f60\\n\\"\\ud83d\\ude00"}', '你\n"😀'],
    ['braces inside a text', '{"a":"{[{[{[{[{[{[{[{[{[{["}', '{[{[{[{[{[{[{[{[{[{['],
    ['a quote at the end of a text', '{"a":"\\\\\\""}', '\\"'],
  ])('keeps %s', (_what, json, value) => {
    expect(readJson(json)).toEqual({ a: value });
  });

  it('takes blanks around the object', () => {
    expect(readJson(' \n{"a":1}\r\n')).toEqual({ a: '1' });
  });

  it('takes the deepest nesting there may be', () => {
    expect(readJson('{"a":'.repeat(15) + '{"a":1}' + '}'.repeat(15))).toHaveProperty('a.a.a');
  });

  it.each([
    ['nothing', ''],
    ['a text', '"a"'],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', '[{"a":1}]'],
    ['a cut object', '{"a":1'],
    ['a comma too many', '{"a":1,}'],
    ['two objects', '{"a":1}{"a":2}'],
    ['single quotes', "{'a':1}"],
    ['not a number', '{"a":NaN}'],
    ['a field given twice', '{"a":1,"a":2}'],
    ['nesting one too deep', '{"a":'.repeat(17) + '1' + '}'.repeat(17)],
    ['nesting without end', '['.repeat(500_000)],
    ['objects without end', '{"a":'.repeat(100_000)],
    ['the name __proto__', '{"__proto__":{"a":1}}'],
    ['the name __proto__ in escapes', '{"\\u005f_proto__":{"a":1}}'],
  ])('refuses %s', (_what, json) => {
    expect(() => readJson(json)).toThrow(WeChatParseError);
  });

  it('quotes nothing of what it refuses', () => {
    expect(() => readJson('{"access_token":"SECRET",}')).toThrow(/^(?!.*SECRET)/);
  });

  it('reads any object as a tree of strings', () => {
    const value = fc.object({
      maxDepth: 3,
      values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
    });
    fc.assert(
      fc.property(value, (object) => {
        fc.pre(!JSON.stringify(object).includes('__proto__'));
        expect(readJson(JSON.stringify(object))).toEqual(asStrings(object));
      }),
      { numRuns: 500 },
    );
  });
});
