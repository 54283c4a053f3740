import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFacts } from 'nestjs-wechat-sdk/catalog';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';
import { lines } from './parity/component.js';

const wanted = JSON.parse(
  readFileSync(new URL('../../fixtures/parity/open-platform.json', import.meta.url), 'utf8'),
) as string[];
const served = new Map<string, string>(lines.map((line) => [line.reference, line.served]));

/** What stands at the end of a path. */
const at = (root: unknown, path: string): unknown =>
  path.split('.').reduce((found, name) => (found as Record<string, unknown> | undefined)?.[name], root);

describe('Every function of the reference for third-party platforms', () => {
  const facts = readFacts();
  let started: StartedPlatform;
  let clients: object;
  beforeAll(async () => {
    started = await startPlatform();
    const { platform, shop } = started;
    clients = { platform, authorizer: platform.authorizer(shop.appId) };
  });
  afterAll(() => started.close());

  it('is listed: there are seventeen', () => {
    expect(new Set(wanted).size).toBe(17);
  });

  it.each(wanted)('%s is served', (reference) => {
    const path = served.get(reference);
    expect({ reference, path }).toEqual({ reference, path: expect.any(String) });
    const route = /^request ((?:GET|POST) \/\S+)$/.exec(path as string)?.[1];
    if (route) return expect({ route, isKnown: facts.has(route) }).toEqual({ route, isKnown: true });
    expect({ path, type: typeof at(clients, path as string) }).toEqual({ path, type: 'function' });
  });

  it('is known to the reference: no line is made up', () => {
    const known = new Set(wanted);
    const strangers = lines.filter(({ reference }) => !known.has(reference));
    expect(strangers.map(({ reference }) => reference)).toEqual([]);
  });
});
