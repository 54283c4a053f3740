import { describe, expect, it } from '@jest/globals';
import { type EndpointFact, type FieldType, officialTraits, readFacts } from '../../../lib/catalog/index.js';

const facts = readFacts();
const SCALAR = /^(string|integer|number|boolean|id|file|any|'[^']*'|\d+)$/;

/** Paths of the 64-bit ids in a shape. */
function idPaths(type: FieldType, path = ''): string[] {
  if (typeof type === 'string') return type === 'id' ? [path] : [];
  if (Array.isArray(type)) return idPaths(type[0] as FieldType, `${path}[]`);
  return Object.entries(type).flatMap(([name, child]) => {
    const key = name.replace(/\?$/, '');
    return idPaths(child as FieldType, path ? `${path}.${key}` : key);
  });
}

/** Everything in a shape that is no type the catalogue knows. */
function unknownTypes(type: FieldType): string[] {
  if (typeof type === 'string') return type.split('|').filter((part) => !SCALAR.test(part));
  if (Array.isArray(type))
    return type.length === 1 ? unknownTypes(type[0] as FieldType) : ['a list of several types'];
  return Object.values(type).flatMap((child) => unknownTypes(child as FieldType));
}

const shapesOf = ({ query, body, form, answer }: EndpointFact): FieldType[] =>
  [query, body, form, answer === 'binary' ? undefined : answer].filter((shape) => shape !== undefined);

describe('readFacts', () => {
  it('knows the endpoints official accounts live by', () => {
    for (const route of [
      'GET /cgi-bin/token',
      'POST /cgi-bin/stable_token',
      'POST /cgi-bin/qrcode/create',
      'POST /cgi-bin/menu/create',
      'GET /cgi-bin/user/info',
      'POST /cgi-bin/message/custom/send',
      'POST /cgi-bin/message/template/send',
      'GET /cgi-bin/media/get',
    ]) {
      expect(facts.has(route)).toBe(true);
    }
  });

  it.each([...facts])('states %s in full', (route, fact) => {
    expect(route).toMatch(/^(GET|POST) \/[\w/-]+$/);
    expect(fact.docs).toMatch(/^https:\/\//);
    expect(fact.platforms.length).toBeGreaterThan(0);
    expect(shapesOf(fact).flatMap(unknownTypes)).toEqual([]);
    if (route.startsWith('GET '))
      expect([fact.body, fact.form, fact.raw]).toEqual([undefined, undefined, undefined]);
  });
});

describe('officialTraits', () => {
  it('says of every endpoint what the facts say', () => {
    for (const [route, fact] of facts) {
      const { auth, body, answer, read, idempotencyKey, bodyIds, answerIds } = officialTraits[route] ?? {};
      const ids = {
        answerIds: fact.answer === 'binary' ? [] : idPaths(fact.answer),
        bodyIds: fact.body ? idPaths(fact.body) : [],
      };
      expect({
        route,
        auth,
        body,
        answer,
        read,
        idempotencyKey,
        bodyIds: bodyIds ?? [],
        answerIds: answerIds ?? [],
      }).toEqual({
        route,
        auth: fact.auth,
        body: fact.form ? 'multipart' : fact.raw ? 'raw' : undefined,
        answer: fact.answer === 'binary' ? 'binary' : undefined,
        read: fact.read,
        idempotencyKey: fact.idempotencyKey,
        ...ids,
      });
    }
  });

  it('speaks of no endpoint the facts do not know', () => {
    expect(Object.keys(officialTraits).filter((route) => !facts.has(route))).toEqual([]);
  });
});
