import { jest } from '@jest/globals';
import type { ApiCaller } from '../../../lib/client/index.js';
import type { CallContents } from '../../../lib/client/api.caller.js';
import { OfficialAccount } from '../../../lib/official-account/index.js';

/** An account whose calls end in the test. */
export function accountOn(...answers: unknown[]) {
  const call = jest.fn(async (_route: string, _contents?: CallContents): Promise<unknown> => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ?? {};
  });
  const urls = { api: 'https://api.weixin.qq.com', mp: 'https://mp.weixin.qq.com' };
  return {
    account: new OfficialAccount('shop', 'wx1', { call } as unknown as ApiCaller, urls, 's3cret'),
    call,
  };
}
