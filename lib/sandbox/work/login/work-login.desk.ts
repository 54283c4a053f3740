import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { AuthorizeRefusal } from '../../login/authorize.request.js';
import { CodeBook } from '../../login/code.book.js';
import type { SandboxClock } from '../../world/sandbox.clock.js';
import type { AgentState } from '../agent.state.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import type { CustomerState } from '../customer/customer.state.js';
import { newWorkCode } from '../work.identifiers.js';
import { isWorkDoor, readWorkLogin, type WorkDoorPath, type WorkLoginRequest } from './work-login.request.js';

/** What a member may let an application know. */
export type PrivateField = 'gender' | 'avatar' | 'qr_code' | 'mobile' | 'email' | 'biz_mail' | 'address';

export const PRIVATE_FIELDS: readonly PrivateField[] = [
  'gender',
  'avatar',
  'qr_code',
  'mobile',
  'email',
  'biz_mail',
  'address',
];

/** Who logged in, and what they agreed to. */
export interface WorkConsent {
  readonly corp: CorpState;
  /** The application that asked, where it said so. */
  readonly agent: AgentState | undefined;
  readonly who: MemberState | CustomerState;
  readonly scope: string;
  readonly shared: readonly PrivateField[];
}

const TICKET_LIFE = 1800;

/** Logins with WeCom: who asks, who consents, and what came of it. */
export class WorkLoginDesk {
  readonly codes: CodeBook<WorkConsent>;
  /** Codes of `wx.qy.login` in mini programs. */
  readonly miniProgramCodes: CodeBook<MemberState>;
  readonly #tickets = new Map<string, { readonly consent: WorkConsent; readonly expiresAt: number }>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly corps: ReadonlyMap<string, CorpState>,
  ) {
    this.codes = new CodeBook(clock, newWorkCode);
    this.miniProgramCodes = new CodeBook(clock, newWorkCode);
  }

  /** Whether an address is one of ours: one of them is that of official accounts, too. */
  knows(path: string, search: string): path is WorkDoorPath {
    if (!isWorkDoor(path)) return false;
    return (
      path !== '/connect/oauth2/authorize' || this.corps.has(new URLSearchParams(search).get('appid') ?? '')
    );
  }

  read(path: WorkDoorPath, search: string): WorkLoginRequest | AuthorizeRefusal {
    return readWorkLogin(path, new URLSearchParams(search), this.corps);
  }

  /** Where WeCom sends somebody who agreed. */
  allow(
    { corp, agent, scope, ...request }: WorkLoginRequest,
    who: MemberState | CustomerState,
    shared: readonly PrivateField[] = PRIVATE_FIELDS,
  ): string {
    const code = this.codes.issue({ corp, agent, who, scope, shared });
    return backTo(request, code);
  }

  /** Where WeCom sends somebody who did not. */
  refuse(request: WorkLoginRequest): string {
    return backTo(request);
  }

  /**
   * Reads an address as a phone or a browser would.
   *
   * @throws {SandboxUseError} that says what WeCom would show instead of asking
   */
  open(url: string, who: MemberState | CustomerState): WorkLoginRequest {
    if (!URL.canParse(url, 'https://open.weixin.qq.com')) throw new SandboxUseError(`"${url}" is no address`);
    const { pathname, search, hash } = new URL(url, 'https://open.weixin.qq.com');
    if (!isWorkDoor(pathname)) throw new SandboxUseError(`${pathname} is no address where people log in`);
    const request = this.read(pathname, search);
    if (request instanceof AuthorizeRefusal)
      throw new SandboxUseError(`WeCom shows "${request.text}". ${request.reason}`);
    if (request.page === 'app' && hash !== '#wechat_redirect')
      throw new SandboxUseError('The address must end with #wechat_redirect');
    if (request.page !== 'app' && !(who instanceof MemberState))
      throw new SandboxUseError('Only members log in with a code to scan');
    return request;
  }

  /** @returns a ticket for what a member lets an application know. user_ticket */
  issueTicket(consent: WorkConsent): string {
    const ticket = newWorkCode();
    this.#tickets.set(ticket, { consent, expiresAt: this.clock.seconds() + TICKET_LIFE });
    return ticket;
  }

  /** @throws {WorkRefusal} for a ticket that is none of the application's, or too old */
  useTicket(ticket: string, { corp, agentId }: AgentState): WorkConsent {
    const found = this.#tickets.get(ticket);
    if (found?.consent.corp !== corp || found.consent.agent?.agentId !== agentId)
      throw new WorkRefusal(84015);
    if (found.expiresAt <= this.clock.seconds()) throw new WorkRefusal(84014);
    return found.consent;
  }
}

/** The application's own query stays as it was written. */
function backTo(
  { redirectUri, state }: Pick<WorkLoginRequest, 'redirectUri' | 'state'>,
  code?: string,
): string {
  const url = new URL(redirectUri);
  const added = [
    ...(code === undefined ? [] : [`code=${encodeURIComponent(code)}`]),
    ...(state === undefined ? [] : [`state=${encodeURIComponent(state)}`]),
  ].join('&');
  if (added) url.search = url.search ? `${url.search}&${added}` : added;
  return url.href;
}
