import { jest } from '@jest/globals';
import type { ApiCaller } from '../../../lib/client/index.js';
import type { CallContents } from '../../../lib/client/api.caller.js';
import { MiniProgram, type MiniProgramRooms } from '../../../lib/mini-program/mini-program.js';

/** A mini program whose calls end in the test; an Error among the answers is thrown. */
export function miniOn(answers: unknown[] = [], rooms: Partial<MiniProgramRooms> = {}) {
  const call = jest.fn(async (_route: string, _contents?: CallContents): Promise<unknown> => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  });
  const caller = { call, traitsOf: () => ({}) } as unknown as ApiCaller;
  return {
    mini: new MiniProgram('mini', 'wx1', {
      caller,
      appSecret: 's3cret',
      virtualPayment: undefined,
      ...rooms,
    }),
    call,
  };
}
