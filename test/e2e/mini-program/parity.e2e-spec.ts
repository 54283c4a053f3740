import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFacts } from 'nestjs-wechat-sdk/catalog';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';
import { lines as core } from './parity/core.js';
import { lines as liveAndShop } from './parity/live-and-shop.js';

const wanted = JSON.parse(
  readFileSync(new URL('../../fixtures/parity/mini-program.json', import.meta.url), 'utf8'),
) as string[];
const lines = [...core, ...liveAndShop];
const served = new Map(lines.map((line) => [line.reference, line.served]));

describe('Every function of the reference for mini programs', () => {
  const facts = readFacts();
  let started: StartedMiniProgram;
  let mini: Record<string, Record<string, unknown> | undefined>;
  beforeAll(async () => {
    started = await startMiniProgram();
    mini = started.mini as unknown as typeof mini;
  });
  afterAll(() => started.close());

  it('is listed: there are a hundred', () => {
    expect(new Set(wanted).size).toBe(100);
  });

  it.each(wanted)('%s is served', (reference) => {
    const path = served.get(reference);
    expect({ reference, path }).toEqual({ reference, path: expect.any(String) });
    const route = /^request ((?:GET|POST) \/\S+)$/.exec(path as string)?.[1];
    if (route) return expect({ route, isKnown: facts.has(route) }).toEqual({ route, isKnown: true });
    const [service = '', method = ''] = (path as string).split('.');
    expect({ path, type: typeof mini[service]?.[method] }).toEqual({ path, type: 'function' });
  });

  it('is known to the reference: no line is made up', () => {
    const known = new Set(wanted);
    const strangers = lines.filter(({ reference }) => !known.has(reference));
    expect(strangers.map(({ reference }) => reference)).toEqual([]);
  });
});
