import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatApiError } from 'nestjs-wechat-sdk';
import { type StartedWork, startWork } from '../../src/start-work.js';
import type { ParityCalls, ParityLine } from './parity/calls.interface.js';

const FIXTURES = new URL('../../fixtures/parity/', import.meta.url);
const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as Content;

const wanted = read<string[]>('work.json');
const groups = readdirSync(new URL('work/', FIXTURES))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
const nameOf = (line: ParityLine): string => `${line.module}.${line.function}`;
const lines = groups.flatMap((group) =>
  read<ParityLine[]>(`work/${group}.json`).map((line) => ({ group, name: nameOf(line), ...line })),
);
const isCalled = ({ route }: ParityLine): boolean => !route.startsWith('spec ');

/** What the sandbox says of fields that the catalogue does not have so. */
const MALFORMED_FIELD = /invalid Request Parameter: \S* ?(?:is missing|must be|the body cannot be read)/;
/** What WeCom says of a request that is wrong whomever it is about: its path, its form, its token. */
const MALFORMED = new Set([
  40013, 40014, 40035, 40056, 40066, 41001, 42001, 43001, 43002, 44001, 47001, 48002,
]);

describe('Every function of the reference for WeCom', () => {
  const calls: Record<string, ParityCalls[string]> = {};
  let started: StartedWork;
  beforeAll(async () => {
    for (const group of groups) {
      const module = (await import(`./parity/${group}.calls.ts`)) as { calls: ParityCalls };
      Object.assign(calls, module.calls);
    }
    started = await startWork();
    for (const userid of ['zhangsan', 'lisi']) started.console.member({ userid });
  });
  afterAll(() => started.close());

  it('is listed once: there are 277', () => {
    expect(new Set(wanted).size).toBe(277);
    expect(lines.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
  });

  it('is called by no other name', () => {
    expect(Object.keys(calls).toSorted()).toEqual(
      lines
        .filter(isCalled)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it.each(lines.filter(isCalled))('$name is served by $call', async ({ name, route }) => {
    const { sandbox } = started;
    sandbox.reset();
    const refusal = await calls[name]?.(started).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal !== undefined) {
      expect(refusal).toBeInstanceOf(WeChatApiError);
      const { errcode, message } = refusal as WeChatApiError;
      const isMalformed = MALFORMED.has(errcode) || MALFORMED_FIELD.test(message);
      expect({ message, isMalformed }).toEqual({ message, isMalformed: false });
    }
    const asked = sandbox.requests.map(({ method, path }) => `${method} ${path}`);
    if (route !== 'local') expect(asked).toContain(route);
    else expect({ name, isServed: name in calls && refusal === undefined }).toEqual({ name, isServed: true });
  });

  it('rests on specs that are there, where the library does something by itself', () => {
    const specs = lines.filter((line) => !isCalled(line)).map(({ route }) => route.slice('spec '.length));
    expect(specs.filter((spec) => !existsSync(new URL(`../../${spec}`, import.meta.url)))).toEqual([]);
  });
});
