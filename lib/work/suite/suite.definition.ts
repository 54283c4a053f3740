import { Logger } from '@nestjs/common';
import { workTraits } from '../../catalog/work.js';
import {
  ApiCaller,
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
} from '../../client/index.js';
import { OPTION_INVALID, secretTexts, WeChatConfigError } from '../../common/index.js';
import type { MessageKeys } from '../../crypto/index.js';
import { type CallOrigin, checkHttpOptions, resolveBaseUrls, workHintFor } from '../../http/index.js';
import { PushedTicket, type TokenSource } from '../../token/index.js';
import { sendLateReply } from '../inbound/late-reply.js';
import type { WorkRules } from '../inbound/work.protocol.js';
import { unfoldKf } from '../kf/kf.push.js';
import type { WorkAgent } from '../work-agent.js';
import { callbackKeys, checkOptions } from '../work.options.js';
import { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import { SuiteAuthorizationBook } from './authorization.book.js';
import { SuiteAuthorizationDesk } from './authorization.desk.js';
import { CorpRegistry } from './corp.registry.js';
import { CorpTokenSource } from './corp-token.source.js';
import { SuiteCalls } from './suite.calls.js';
import { CREDENTIALS_IN_MEMORY, NO_AGENT, TICKET_MISSING, TICKET_OLD } from './suite.messages.js';
import type { WorkSuiteOptions } from './suite-options.interface.js';
import { corpProtocol, SuiteProtocol, type SuiteReceivers } from './suite.protocol.js';
import { SuiteTokenSource } from './suite-token.source.js';
import { SuiteWebLogin } from './suite.web-login.js';
import { WORK_SUITE_KIND, WorkSuite } from './work-suite.js';

/** Seconds a ticket can be used; a new one comes every ten minutes. */
const TICKET_LIFE = 1_800;

/**
 * Declares a third-party application (第三方应用), or a template of custom ones (代开发应用模板), among the clients of WeChatModule. What
 * WeCom tells it comes to `/<path>/<name>` (指令回调URL), what happens in corporations to `/<path>/<name>/$CORPID$` (数据回调URL). A
 * custom application whose callback has keys of its own is declared as an agent of `work()`.
 *
 * @param options credentials, as the provider's console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developer.work.weixin.qq.com/document/path/90594
 * @publicApi
 */
export function workSuite(options: WorkSuiteOptions): ClientDefinition<WorkSuite> {
  return { kind: WORK_SUITE_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(name: string, options: WorkSuiteOptions, rooms: ClientRooms): ClientRegistration<WorkSuite> {
  checkOptions(name, options, {
    declaredBy: 'workSuite',
    shape: '{ suiteId, suiteSecret, providerCorpId, token, encodingAESKey }',
    texts: ['suiteId', 'suiteSecret', 'providerCorpId', 'token', 'encodingAESKey'],
  });
  checkHttpOptions(name, options.http);
  const { suiteId, suiteSecret, providerCorpId, token, encodingAESKey, previousKeys } = options;
  if (!/^[\w-]{1,64}$/.test(suiteId))
    throw new WeChatConfigError(OPTION_INVALID(name, 'suiteId', 'Give SuiteID as the console shows it'));
  const { http = {}, baseUrls: hosts = {}, timestampTolerance } = options;
  const { credentials, tokens } = rooms;
  if (!credentials.isDurable) new Logger('WeChatWorkSuite').warn(CREDENTIALS_IN_MEMORY(name));
  const baseUrls = resolveBaseUrls(name, hosts, DEFAULT_BASE_URLS);
  const keys = callbackKeys(name, options, suiteId) as MessageKeys;
  const secrets = secretTexts(suiteSecret, token, encodingAESKey, previousKeys);
  const origin: CallOrigin = {
    client: name,
    baseUrl: baseUrls.api,
    options: http,
    secrets,
    hints: workHintFor,
  };
  const ticket = new PushedTicket(
    {
      key: `${suiteId}:suite_ticket`,
      life: TICKET_LIFE,
      missing: TICKET_MISSING(name),
      old: TICKET_OLD(name),
    },
    rooms,
  );
  const tokenSource = new SuiteTokenSource(origin, { suiteId, suiteSecret }, ticket, rooms.http);
  const caller = new ApiCaller(
    { origin, traits: workTraits, tokenSource, tokenKind: 'suite_access_token' },
    rooms.http,
    tokens,
  );
  const calls = new SuiteCalls(suiteId, caller);
  const book = new SuiteAuthorizationBook(suiteId, credentials);
  const tokenRooms = { calls, book, origin, http: rooms.http };
  const tokenOf = (corpId: string): TokenSource => new CorpTokenSource(corpId, tokenRooms);
  const receivers: SuiteReceivers = { name, suiteId, providerCorpId, keys, timestampTolerance };
  const corps: CorpRegistry = new CorpRegistry({
    suite: () => client,
    name,
    suiteId,
    corp: { baseUrls, http },
    secrets,
    rooms,
    book,
    tokenOf,
    findAgentId: async (corpId) => {
      const agentId = await desk.agentIdOf(corpId);
      if (agentId === undefined) throw new WeChatConfigError(NO_AGENT(name, corpId));
      return agentId;
    },
    protocolOf: (corpId, agent) => corpProtocol(corpId, receivers, agent ? inboundOf(agent) : {}),
  });
  const desk = new SuiteAuthorizationDesk({ calls, book, corps, tokenOf, rooms });
  const client: WorkSuite = new WorkSuite(name, suiteId, { caller, baseUrls, corps, desk });
  return {
    client,
    tokens: { suite_access_token: tokenSource },
    callback: new SuiteProtocol(receivers, ticket, desk),
    login: () => new SuiteWebLogin(name, client.login),
    accounts: corps,
  };
}

/** What becomes of replies that are late, and of what customers wrote to 微信客服. */
const inboundOf = (agent: WorkAgent): Pick<WorkRules, 'deliverLate' | 'unfold'> => ({
  deliverLate: (given, message) => sendLateReply(agent, given, message),
  unfold: (message) => unfoldKf(message, agent),
});
