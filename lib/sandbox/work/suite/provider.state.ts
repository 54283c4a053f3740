import { MessageCipher } from '../../../crypto/index.js';
import type { SandboxWorkProviderOptions } from '../../interfaces/sandbox-work-suite.interface.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import { CodeBook } from '../../login/code.book.js';
import { newCallbackToken, newEncodingAESKey } from '../../world/identifiers.js';
import type { WorkCaller } from '../api/work-call.interface.js';
import type { WorkDoor } from '../push/work-door.interface.js';
import { newCorpId, newWorkSecret } from '../work.identifiers.js';
import type { WorkShared } from '../work.shared.js';
import { WorkTokens } from '../work.tokens.js';
import { newLoginCode, newRegisterCode } from './suite.identifiers.js';
import type { SuiteState } from './suite.state.js';
import type { SuiteLogin } from './suite-login.interface.js';

const TOKEN_LIFE = 7200;
const REGISTER_CODE_LIFE = 600;

/** What a code of a registration was made for. */
export interface RegistrationState {
  readonly templateId: string;
  readonly state: string | undefined;
  /** Once somebody has registered with it. */
  corpId?: string;
}

/** What WeCom knows of a service provider. 服务商 */
export class ProviderState implements WorkCaller, WorkDoor {
  readonly kind = 'provider';
  readonly corpId: string;
  readonly providerSecret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly cipher: MessageCipher;
  readonly format: SandboxFormat = 'xml';
  callbackUrl: string | undefined;
  readonly tokens: WorkTokens<ProviderState>;
  /** By suiteId. */
  readonly suites = new Map<string, SuiteState>();
  readonly registrations = new Map<string, RegistrationState>();
  readonly loginCodes: CodeBook<SuiteLogin>;
  readonly registerCodeLife = REGISTER_CODE_LIFE;

  constructor(
    {
      corpId = newCorpId(),
      providerSecret = newWorkSecret(),
      token = newCallbackToken(),
      encodingAESKey = newEncodingAESKey(),
      callbackUrl,
      tokenLife = TOKEN_LIFE,
    }: SandboxWorkProviderOptions,
    readonly shared: WorkShared,
  ) {
    this.corpId = corpId;
    this.providerSecret = providerSecret;
    this.token = token;
    this.encodingAESKey = encodingAESKey;
    this.cipher = new MessageCipher(encodingAESKey);
    this.callbackUrl = callbackUrl;
    const { clock } = shared.world;
    this.tokens = new WorkTokens<ProviderState>(this, shared.tokens, clock, tokenLife);
    this.loginCodes = new CodeBook(clock, newLoginCode);
  }

  /** As the library calls the client. */
  get id(): string {
    return `provider:${this.corpId}`;
  }

  get receiveId(): string {
    return this.corpId;
  }

  newRegistration(templateId: string, state: string | undefined): string {
    const code = newRegisterCode();
    this.registrations.set(code, { templateId, state });
    return code;
  }
}
