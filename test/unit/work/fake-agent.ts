import { jest } from '@jest/globals';
import type { WorkAgentApi } from '../../../lib/work/work.api.js';

interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
}

/** An agent whose calls end in the test: `answer` is asked with route and body. */
export function agentThat(answer: (route: string, body: Asked['body']) => object) {
  const request = jest.fn((route: string, { body }: Asked) =>
    Promise.resolve().then(() => answer(route, body)),
  );
  return {
    client: { request } as unknown as WorkAgentApi,
    /** The bodies sent, in order. */
    bodies: () => request.mock.calls.map(([, { body }]) => body),
    /** The last parts of the paths, in order. */
    calls: () => request.mock.calls.map(([route]) => route.slice(route.lastIndexOf('/') + 1)),
  };
}

export async function read<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
