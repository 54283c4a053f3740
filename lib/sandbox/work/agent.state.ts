import { TicketIssuer } from '../account/ticket.issuer.js';
import { MessageCipher } from '../../crypto/index.js';
import type { SandboxAgentOptions } from '../interfaces/sandbox-corp-options.interface.js';
import type { SandboxFormat } from '../interfaces/sandbox-options.interface.js';
import { newCallbackToken, newEncodingAESKey } from '../world/identifiers.js';
import type { WorkBody, WorkCaller } from './api/work-call.interface.js';
import { WorkMenuBook } from './app/work-menu.book.js';
import { WorkbenchState } from './app/workbench.state.js';
import type { CorpState } from './corp.state.js';
import type { WorkDoor } from './push/work-door.interface.js';
import { newWorkSecret, nextAgentId } from './work.identifiers.js';
import { WorkTokens } from './work.tokens.js';

const LIFE = 7200;
/** The console's own secrets, which belong to no application: 通讯录同步, 客户联系, 微信客服. */
const SYSTEM: ReadonlySet<string> = new Set(['contacts', 'customer', 'kf']);

/** How an application presents itself, and what it is told. */
export type AgentProfile = Omit<WorkBody<'POST /cgi-bin/agent/set'>, 'agentid' | 'name'>;

/** What WeCom knows of one secret of a corporation, and of the application it belongs to. */
export class AgentState implements WorkCaller, WorkDoor {
  readonly kind: 'agent' | 'contacts';
  /** Undefined for a secret that belongs to no application. */
  readonly agentId: number | undefined;
  readonly secret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly cipher: MessageCipher;
  readonly trustedIps: readonly string[] | undefined;
  readonly tokens: WorkTokens<AgentState>;
  /** For the pages of the application. agent_config */
  readonly tickets: TicketIssuer;
  readonly menus = new WorkMenuBook();
  readonly workbench = new WorkbenchState();
  callbackUrl: string | undefined;
  format: SandboxFormat;
  /** What members see it called. */
  title: string;
  /** What `agent/set` has set. */
  profile: AgentProfile = {};

  constructor(
    readonly corp: CorpState,
    readonly name: string,
    {
      agentId,
      secret = newWorkSecret(),
      token = newCallbackToken(),
      encodingAESKey = newEncodingAESKey(),
      callbackUrl,
      format = 'xml',
      tokenLife = LIFE,
      title = name,
      trustedIps,
    }: SandboxAgentOptions = {},
  ) {
    this.kind = name === 'contacts' ? 'contacts' : 'agent';
    this.agentId = agentId === undefined && !SYSTEM.has(name) ? nextAgentId() : (agentId ?? undefined);
    this.secret = secret;
    this.token = token;
    this.encodingAESKey = encodingAESKey;
    this.cipher = new MessageCipher(encodingAESKey);
    this.callbackUrl = callbackUrl;
    this.format = format;
    this.trustedIps = trustedIps;
    this.title = title;
    const { tokens, world } = corp.shared;
    this.tickets = new TicketIssuer(world.clock);
    this.tokens = new WorkTokens<AgentState>(this, tokens, world.clock, tokenLife);
  }

  /** As the library calls the client. */
  get id(): string {
    return `${this.corp.corpId}/${this.agentId ?? this.name}`;
  }

  /** Whom its pushes are sealed for. */
  get receiveId(): string {
    return this.corp.corpId;
  }
}
