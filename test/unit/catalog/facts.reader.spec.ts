import { describe, expect, it } from '@jest/globals';
import { type FieldPath, type FieldType, officialTraits, readFacts } from '../../../lib/catalog/index.js';

const facts = readFacts();

/** Paths of the 64-bit ids in a shape, found in another way than the generator's. */
function idPaths(type: FieldType, path: FieldPath = []): FieldPath[] {
  if (typeof type === 'string') return type === 'id' ? [path] : [];
  const steps: Array<[string, FieldType]> = Array.isArray(type) ? [['[]', type[0]]] : Object.entries(type);
  return steps.flatMap(([name, child]) => idPaths(child, [...path, name.replace(/\?$/, '')]));
}

describe('readFacts', () => {
  it('knows every endpoint of api.weixin.qq.com', () => {
    expect(facts.size).toBeGreaterThanOrEqual(1546);
    for (const route of [
      'GET /cgi-bin/token',
      'POST /cgi-bin/stable_token',
      'POST /card/create',
      'POST /wxa/getwxacodeunlimit',
    ]) {
      expect(facts.has(route)).toBe(true);
    }
  });

  it('names for every endpoint who may call it, and no body for a GET', () => {
    for (const [route, { platforms = [], body, form, raw }] of facts) {
      expect({ route, count: platforms.length }).not.toEqual({ route, count: 0 });
      if (route.startsWith('GET '))
        expect({ route, sends: [body, form, raw] }).toEqual({
          route,
          sends: [undefined, undefined, undefined],
        });
    }
  });
});

describe('officialTraits', () => {
  it('says of every endpoint what the facts say', () => {
    for (const [route, fact] of facts) {
      const {
        auth,
        body,
        answer,
        read,
        idempotencyKey,
        bodyIds = [],
        answerIds = [],
      } = officialTraits[route] ?? {};
      expect({ route, auth, body, answer, read, idempotencyKey, bodyIds, answerIds }).toEqual({
        route,
        auth: fact.auth,
        body: fact.form ? 'multipart' : fact.raw ? 'raw' : undefined,
        answer: fact.answer === 'binary' ? 'binary' : undefined,
        read: fact.read === route.startsWith('GET ') ? undefined : fact.read,
        idempotencyKey: fact.idempotencyKey,
        bodyIds: fact.body ? idPaths(fact.body) : [],
        answerIds: fact.answer === 'binary' ? [] : idPaths(fact.answer),
      });
    }
  });

  it('knows no endpoint the facts do not', () => {
    expect(Object.keys(officialTraits).filter((route) => !facts.has(route))).toEqual([]);
  });
});
