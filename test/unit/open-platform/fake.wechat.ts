import { jest } from '@jest/globals';
import type { ApiCaller } from '../../../lib/client/index.js';
import type { CallContents } from '../../../lib/client/api.caller.js';
import { WeChatApiError } from '../../../lib/common/index.js';
import type { ComponentCalls } from '../../../lib/open-platform/authorizer.calls.js';
import { WeChatCredentials } from '../../../lib/storage/index.js';

export const PLATFORM = 'wxcomponent';
export const authorizationKey = (appId: string): string => `${PLATFORM}:${appId}:authorization`;
export const identityKey = (appId: string): string => `${PLATFORM}:${appId}:identity`;

/** Credentials in plain sight. */
export class OpenCredentials extends WeChatCredentials {
  readonly isDurable = true;
  readonly kept = new Map<string, unknown>();
  readonly read = jest.fn(async (key: string) => {
    const value = this.kept.get(key);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  });
  readonly write = jest.fn(async (key: string, credential: object): Promise<void> => {
    this.kept.set(key, credential);
  });
  readonly remove = jest.fn(async (key: string): Promise<void> => {
    this.kept.delete(key);
  });
}

type Body = Readonly<Record<string, unknown>>;
type Answer = (body: Body) => unknown;

export const refusal = (errcode: number): WeChatApiError =>
  new WeChatApiError({ client: 'platform', route: 'POST /x', errcode, errmsg: 'refused', retryable: false });

/** WeChat, as far as a platform asks it about its accounts. */
export class FakeWeChat {
  /** All accounts in its list. */
  listed: Array<{ authorizer_appid: string; refresh_token?: string; auth_time: number }> = [];
  /** By the last part of the path. */
  readonly answers = new Map<string, Answer>([
    [
      'api_get_authorizer_list',
      ({ offset, count }) => ({
        total_count: this.listed.length,
        list: this.listed.slice(Number(offset), Number(offset) + Number(count)),
      }),
    ],
  ]);

  readonly call = jest.fn(async (route: string, { body }: CallContents = {}): Promise<unknown> => {
    const answer = this.answers.get(nameOf(route));
    if (!answer) throw new Error(`${route} was not expected`);
    return answer(body as Body);
  });

  get calls(): ComponentCalls {
    const caller = { call: this.call, client: 'platform' } as unknown as ApiCaller;
    return { componentAppId: PLATFORM, caller };
  }

  list(appId: string, refreshToken = `refresh-${appId}`, authorizedAt = 1000): void {
    this.listed.unshift({ authorizer_appid: appId, refresh_token: refreshToken, auth_time: authorizedAt });
  }

  /** How often it was asked. */
  timesOf(name: string): number {
    return this.bodiesOf(name).length;
  }

  bodiesOf(name: string): Body[] {
    return this.contentsOf(name).map(({ body }) => body as Body);
  }

  contentsOf(name: string): CallContents[] {
    return this.call.mock.calls.flatMap(([route, contents]) =>
      nameOf(route) === name ? [contents ?? {}] : [],
    );
  }
}

const nameOf = (route: string): string => route.slice(route.lastIndexOf('/') + 1);
