import { AuthorizeRefusal, httpUrlOf } from '../../login/authorize.request.js';
import type { AgentState } from '../agent.state.js';
import type { CorpState } from '../corp.state.js';

/** The addresses where people log in with WeCom: inside the apps, and two pages for browsers. */
const DOORS = {
  '/connect/oauth2/authorize': 'app',
  '/wwlogin/sso/login': 'component',
  '/wwopen/sso/qrConnect': 'qr',
} as const;

const SCOPES: readonly string[] = ['snsapi_base', 'snsapi_privateinfo'];
/** What the page for browsers is asked for by an application of a corporation, as opposed to a service provider's. */
const OWN_APPLICATION = 'CorpApp';
const STATE = /^[A-Za-z0-9]{0,128}$/;

export type WorkDoorPath = keyof typeof DOORS;

/** A request for a login that WeCom would let pass. */
export interface WorkLoginRequest {
  readonly path: WorkDoorPath;
  readonly page: (typeof DOORS)[WorkDoorPath];
  readonly corp: CorpState;
  /** Undefined where nobody said: inside the apps, who someone is can be asked without. */
  readonly agent: AgentState | undefined;
  readonly redirectUri: URL;
  readonly scope: string;
  readonly state: string | undefined;
  /** The parameters as they came, in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export const isWorkDoor = (path: string): path is WorkDoorPath => Object.hasOwn(DOORS, path);

/** Reads the address the application sent somebody to. */
export function readWorkLogin(
  path: WorkDoorPath,
  query: URLSearchParams,
  corps: ReadonlyMap<string, CorpState>,
): WorkLoginRequest | AuthorizeRefusal {
  const page = DOORS[path];
  const corp = corps.get(query.get('appid') ?? '');
  if (!corp) return new AuthorizeRefusal('appid 参数错误', 'No corporation has this appid.');
  const redirectUri = httpUrlOf(query.get('redirect_uri'));
  if (!redirectUri)
    return new AuthorizeRefusal('redirect_uri 参数错误', 'redirect_uri must be a whole http(s) URL.');
  const scope = page === 'app' ? (query.get('scope') ?? '') : 'snsapi_base';
  const agent = agentOf(corp, query.get('agentid'));
  const fault =
    faultOf(page, query, scope) ??
    agentFault(agent, page !== 'app' || scope === 'snsapi_privateinfo') ??
    domainFault(agent, redirectUri);
  if (fault) return fault;
  const state = query.get('state') ?? undefined;
  if (!STATE.test(state ?? ''))
    return new AuthorizeRefusal('state 参数错误', 'The state must be letters and digits, 128 at most.');
  const parameters = [...query];
  return { path, page, corp, agent: agent ?? undefined, redirectUri, scope, state, parameters };
}

/** Null when there is none of that number. */
function agentOf(corp: CorpState, agentId: string | null): AgentState | undefined | null {
  return agentId ? (corp.agentById(Number(agentId)) ?? null) : undefined;
}

function faultOf(
  page: WorkLoginRequest['page'],
  query: URLSearchParams,
  scope: string,
): AuthorizeRefusal | undefined {
  if (page === 'component' && query.get('login_type') !== OWN_APPLICATION)
    return new AuthorizeRefusal('login_type 参数错误', `login_type must be ${OWN_APPLICATION}.`);
  if (page !== 'app') return undefined;
  if (query.get('response_type') !== 'code')
    return new AuthorizeRefusal('response_type 参数错误', 'response_type must be "code".');
  return SCOPES.includes(scope)
    ? undefined
    : new AuthorizeRefusal('scope 参数错误', `The scope must be ${SCOPES.join(' or ')}.`);
}

function agentFault(agent: AgentState | undefined | null, isNeeded: boolean): AuthorizeRefusal | undefined {
  if (agent === null || (isNeeded && !agent))
    return new AuthorizeRefusal('agentid 参数错误', 'The corporation has no application with this agentid.');
  return undefined;
}

/** Where an application has a trusted domain, it must be the page's, whole. 可信域名 */
function domainFault(agent: AgentState | undefined | null, { host }: URL): AuthorizeRefusal | undefined {
  const trusted = agent?.profile.redirect_domain;
  return !trusted || trusted === host
    ? undefined
    : new AuthorizeRefusal(
        'redirect_uri 与配置的授权完成回调域名不一致',
        `The trusted domain of the application is ${trusted}, not ${host}.`,
      );
}
