import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ApiCaller, CallbackProtocol, WeChatClient } from '../../../../lib/client/index.js';
import { WeChatApiError } from '../../../../lib/common/index.js';
import type { CallOrigin, WeChatHttp } from '../../../../lib/http/index.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { TokenManager, type TokenSource } from '../../../../lib/token/index.js';
import { SuiteAuthorizationBook } from '../../../../lib/work/suite/authorization.book.js';
import { SuiteAuthorizationDesk } from '../../../../lib/work/suite/authorization.desk.js';
import { CorpRegistry } from '../../../../lib/work/suite/corp.registry.js';
import { CorpTokenSource } from '../../../../lib/work/suite/corp-token.source.js';
import { SuiteCalls } from '../../../../lib/work/suite/suite.calls.js';
import { DEFAULT_BASE_URLS } from '../../../../lib/work/work-options.interface.js';
import { OpenCredentials } from '../../open-platform/fake.wechat.js';
import { ManualRefresher, OpenStorage } from '../../token/fake.tokens.js';

Logger.overrideLogger(false);

export const SUITE = 'wwsuite';
export const CORP = 'wwcorp';
export const keyOf = (corpId: string): string => `${SUITE}:${corpId}:authorization`;

export const refusal = (errcode: number): WeChatApiError =>
  new WeChatApiError({ client: 'crm', route: 'POST /x', errcode, errmsg: 'refused', retryable: false });

type Body = Readonly<Record<string, string>>;

/** WeCom as far as a suite asks it: codes work once, and permanent codes are what was said last. */
export class FakeWeCom {
  readonly codes = new Map<string, string>();
  readonly permanent = new Map<string, string>();
  agentId: number | undefined = 1000017;
  readonly call = jest.fn(async (route: string, { body }: { body: Body }): Promise<unknown> => {
    if (route.endsWith('/get_permanent_code')) return this.#exchange(body['auth_code'] as string);
    const corpId = body['auth_corpid'] as string;
    if (this.permanent.get(corpId) !== body['permanent_code']) throw refusal(40084);
    if (route.endsWith('/get_corp_token')) return { access_token: `token of ${corpId}`, expires_in: 7200 };
    const agents = this.agentId === undefined ? {} : { auth_info: { agent: [{ agentid: this.agentId }] } };
    return { errcode: 0, auth_corp_info: { corpid: corpId }, ...agents };
  });

  /** An administrator consents. */
  grant(code: string, corpId = CORP, permanentCode = `permanent ${code}`): void {
    this.codes.set(code, corpId);
    this.permanent.set(corpId, permanentCode);
  }

  #exchange(code: string): object {
    const corpid = this.codes.get(code);
    if (corpid === undefined) throw refusal(40078);
    this.codes.delete(code);
    const permanent_code = this.permanent.get(corpid);
    return { errcode: 0, errmsg: 'ok', permanent_code, auth_corp_info: { corpid } };
  }
}

/** One process of an application with a suite. */
export function machineOn({
  wecom = new FakeWeCom(),
  credentials = new OpenCredentials(),
  storage = new OpenStorage(),
} = {}) {
  const coordination = new LocalCoordination();
  const tokens = new TokenManager(storage, coordination, new ManualRefresher().asRefresher());
  const http = { send: jest.fn(() => Promise.reject(new Error('nothing is sent'))) };
  const rooms = { http: http as unknown as WeChatHttp, tokens, storage, credentials, coordination };
  const calls = new SuiteCalls(SUITE, { client: 'crm', call: wecom.call } as unknown as ApiCaller);
  const book = new SuiteAuthorizationBook(SUITE, credentials);
  const origin = { client: 'crm', secrets: [] } as unknown as CallOrigin;
  const tokenOf = (corpId: string): TokenSource =>
    new CorpTokenSource(corpId, { calls, book, origin, http: rooms.http });
  const open = jest.fn();
  const corps: CorpRegistry = new CorpRegistry({
    suite: () => ({ name: 'crm' }) as WeChatClient,
    name: 'crm',
    suiteId: SUITE,
    corp: { baseUrls: DEFAULT_BASE_URLS, http: {} },
    secrets: [],
    rooms,
    book,
    tokenOf,
    findAgentId: async (corpId) => String(await desk.agentIdOf(corpId)),
    protocolOf: () => ({ open }) as unknown as CallbackProtocol,
  });
  const desk = new SuiteAuthorizationDesk({ calls, book, corps, tokenOf, rooms });
  return { wecom, credentials, storage, tokens, book, corps, desk, tokenOf, open };
}
