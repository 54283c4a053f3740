import { jest } from '@jest/globals';
import type { ApiCaller } from '../../../lib/client/index.js';
import type { CallContents } from '../../../lib/client/api.caller.js';
import type { Authorizer } from '../../../lib/open-platform/authorizer.js';
import { OpenPlatform, type OpenPlatformRooms } from '../../../lib/open-platform/open-platform.js';

type Call = (route: string, contents?: CallContents) => Promise<unknown>;

/** A platform and one of its authorizers, whose calls end in the test; an Error among the answers is thrown. */
export function platformOn(answers: unknown[] = []) {
  const answer: Call = async () => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next instanceof Error) throw next;
    return next ?? {};
  };
  /** With the platform's own token. */
  const call = jest.fn(answer);
  /** With the token of the account. */
  const accountCall = jest.fn(answer);
  const callerOn = (made: Call): ApiCaller => ({ call: made, traitsOf: () => ({}) }) as unknown as ApiCaller;
  const platform = new OpenPlatform('platform', 'wxcomponent', {
    caller: callerOn(call),
    appSecret: 's3cret',
    callerOf: () => callerOn(accountCall),
  } as unknown as OpenPlatformRooms);
  return { platform, account: platform.authorizer('wx1'), call, accountCall };
}

/** A call of a service: what it does, what WeChat answers, what comes of it, and what went out. */
export type ServiceRow<Client> = readonly [
  what: string,
  act: (client: Client) => Promise<unknown>,
  answer: unknown,
  result: unknown,
  ...sent: [route: string, contents?: object],
];

/** Makes one call of an account's service. */
export async function actAsAccount(act: (account: Authorizer) => Promise<unknown>, answer: unknown) {
  const { account, call, accountCall } = platformOn([answer]);
  const result = await act(account);
  return { result, sent: accountCall.mock.calls, others: call.mock.calls };
}

/** Makes one call of a service of the platform's. */
export async function actAsPlatform(act: (platform: OpenPlatform) => Promise<unknown>, answer: unknown) {
  const { platform, call, accountCall } = platformOn([answer]);
  const result = await act(platform);
  return { result, sent: call.mock.calls, others: accountCall.mock.calls };
}
