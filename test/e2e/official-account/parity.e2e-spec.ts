import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { readFacts } from 'nestjs-wechat-sdk/catalog';
import { type StartedApp, startApp } from '../../src/start-app.js';
import { lines as card } from './parity/card.js';
import { lines as core } from './parity/core.js';
import { lines as material } from './parity/material.js';
import { elsewhere, lines as serviceAndData } from './parity/service-and-data.js';
import { lines as userTag } from './parity/user-tag.js';

const wanted = JSON.parse(
  readFileSync(new URL('../../fixtures/parity/official-account.json', import.meta.url), 'utf8'),
) as string[];
const lines = [...core, ...card, ...material, ...serviceAndData, ...userTag];
const served = new Map(lines.map((line) => [line.reference, line.served]));
const others: ReadonlySet<string> = new Set(elsewhere);

describe('Every function of the reference for official accounts', () => {
  const facts = readFacts();
  let started: StartedApp;
  let shop: Record<string, Record<string, unknown> | undefined>;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop')) as unknown as typeof shop;
  });
  afterAll(() => started.close());

  it.each(wanted)('%s is served', (reference) => {
    if (others.has(reference)) return expect(served.has(reference)).toBe(false); // see the mini program's parity spec
    const path = served.get(reference);
    expect({ reference, path }).toEqual({ reference, path: expect.any(String) });
    const route = /^request ((?:GET|POST) \/\S+)$/.exec(path as string)?.[1];
    if (route) return expect({ route, isKnown: facts.has(route) }).toEqual({ route, isKnown: true });
    const [service = '', method = ''] = (path as string).split('.');
    expect({ path, type: typeof shop[service]?.[method] }).toEqual({ path, type: 'function' });
  });

  it('is known to the reference: no line is made up', () => {
    const known = new Set(wanted);
    const strangers = lines.filter(({ reference }) => !known.has(reference) && !reference.startsWith('Go '));
    expect(strangers.map(({ reference }) => reference)).toEqual([]);
  });
});
