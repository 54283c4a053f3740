import { jest } from '@jest/globals';
import type { ApiCaller } from '../../../lib/client/index.js';
import type { CallContents } from '../../../lib/client/api.caller.js';
import { OfficialAccount } from '../../../lib/official-account/index.js';
import { DEFAULT_BASE_URLS } from '../../../lib/official-account/official-account-options.interface.js';

/** An account whose calls end in the test. */
export function accountOn(...answers: unknown[]) {
  const call = jest.fn(async (_route: string, _contents?: CallContents): Promise<unknown> => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ?? {};
  });
  const rooms = {
    caller: { call } as unknown as ApiCaller,
    baseUrls: DEFAULT_BASE_URLS,
    appSecret: 's3cret',
    ticket: () => 'ticket',
  };
  return {
    account: new OfficialAccount('shop', 'wx1', rooms),
    call,
  };
}
