import { MessageCipher } from '../../../crypto/index.js';
import type { SandboxWorkSuiteOptions } from '../../interfaces/sandbox-work-suite.interface.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import { CodeBook } from '../../login/code.book.js';
import { TicketBook } from '../../platform/ticket.book.js';
import { newCallbackToken, newEncodingAESKey } from '../../world/identifiers.js';
import type { WorkCaller } from '../api/work-call.interface.js';
import type { CorpState } from '../corp.state.js';
import type { WorkDoor } from '../push/work-door.interface.js';
import { newWorkSecret } from '../work.identifiers.js';
import { WorkTokens } from '../work.tokens.js';
import { InstallationState } from './installation.state.js';
import type { ProviderState } from './provider.state.js';
import { newAuthCode, newLoginCode, newPreAuthCode, newSuiteId, newUserTicket } from './suite.identifiers.js';
import type { SuiteLogin } from './suite-login.interface.js';

const TOKEN_LIFE = 7200;
const TICKET_LIFE = 1_800_000;
const PRE_AUTH_CODE_LIFE = 1200;
const AUTH_CODE_LIFE = 600;
const USER_TICKET_LIFE = 1800;

/** What WeCom knows of a suite. 第三方应用, 代开发应用模板 */
export class SuiteState implements WorkCaller, WorkDoor {
  readonly kind = 'suite';
  readonly suiteId: string;
  readonly suiteSecret: string;
  readonly name: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly cipher: MessageCipher;
  readonly format: SandboxFormat = 'xml';
  readonly isForContacts: boolean;
  readonly tokenLife: number;
  callbackUrl: string | undefined;
  readonly tokens: WorkTokens<SuiteState>;
  readonly tickets: TicketBook;
  readonly preAuthCodes: CodeBook<undefined>;
  readonly authCodes: CodeBook<InstallationState>;
  readonly loginCodes: CodeBook<SuiteLogin | string>;
  readonly userTickets: CodeBook<SuiteLogin>;
  /** By corpid, in the order in which they came. */
  readonly installations = new Map<string, InstallationState>();
  /** Tokens given for corporations with the permanent code. */
  corpTokenFetches = 0;
  #dataUrl: string | undefined;

  constructor(
    {
      suiteId = newSuiteId(),
      suiteSecret = newWorkSecret(),
      name = suiteId,
      token = newCallbackToken(),
      encodingAESKey = newEncodingAESKey(),
      callbackUrl,
      dataUrl,
      isForContacts = false,
      tokenLife = TOKEN_LIFE,
    }: SandboxWorkSuiteOptions,
    readonly provider: ProviderState,
  ) {
    this.suiteId = suiteId;
    this.suiteSecret = suiteSecret;
    this.name = name;
    this.token = token;
    this.encodingAESKey = encodingAESKey;
    this.cipher = new MessageCipher(encodingAESKey);
    this.callbackUrl = callbackUrl;
    this.#dataUrl = dataUrl;
    this.isForContacts = isForContacts;
    this.tokenLife = tokenLife;
    const { tokens, world } = provider.shared;
    const { clock } = world;
    this.tokens = new WorkTokens<SuiteState>(this, tokens, clock, tokenLife);
    this.tickets = new TicketBook(clock, TICKET_LIFE);
    this.preAuthCodes = new CodeBook(clock, newPreAuthCode, PRE_AUTH_CODE_LIFE);
    this.authCodes = new CodeBook(clock, newAuthCode, AUTH_CODE_LIFE);
    this.loginCodes = new CodeBook(clock, newLoginCode);
    this.userTickets = new CodeBook(clock, newUserTicket, USER_TICKET_LIFE);
  }

  /** As the library calls the client. */
  get id(): string {
    return this.suiteId;
  }

  /** Whom its pushes are sealed for. */
  get receiveId(): string {
    return this.suiteId;
  }

  /** Whether its applications are custom ones. 代开发应用模板 */
  get isTemplate(): boolean {
    return this.suiteId.startsWith('dk');
  }

  get dataUrl(): string | undefined {
    return this.#dataUrl;
  }

  set dataUrl(url: string | undefined) {
    this.#dataUrl = url;
    for (const { agent, corp } of this.installations.values()) agent.callbackUrl = this.dataUrlOf(corp);
  }

  /** Where what happens in a corporation is pushed. */
  dataUrlOf({ corpId }: CorpState): string | undefined {
    return this.#dataUrl?.replaceAll('$CORPID$', corpId);
  }

  /** Lets a corporation have the suite; who has it already keeps its permanent code. */
  install(corp: CorpState): InstallationState {
    let installation = this.installations.get(corp.corpId);
    if (!installation) {
      installation = new InstallationState(corp, this);
      this.installations.set(corp.corpId, installation);
    }
    return installation;
  }

  /** Takes that back; `false` when the corporation does not have it. */
  uninstall({ corpId }: CorpState): boolean {
    this.installations.get(corpId)?.end();
    return this.installations.delete(corpId);
  }

  /** The installation a permanent code is of. */
  installationOf(corpId: string, permanentCode: string): InstallationState | undefined {
    const installation = this.installations.get(corpId);
    return installation?.permanentCode === permanentCode ? installation : undefined;
  }
}
