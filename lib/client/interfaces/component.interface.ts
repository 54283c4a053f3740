import type { MessageKeys } from '../../crypto/index.js';
import type { HttpOptions } from '../../http/index.js';
import type { TokenSource } from '../../token/index.js';
import type { AppClient } from '../api-client.js';
import type { CallbackRequest } from './callback-protocol.interface.js';
import type { ClientRegistration } from './client-definition.interface.js';

/** A third-party platform (第三方平台), as the accounts it acts for see it. */
export interface Component {
  readonly client: AppClient;
  /** The component_access_token. */
  readonly token: TokenSource;
  readonly baseUrls: Readonly<Record<'api' | 'mp' | 'open', string>>;
  readonly http: HttpOptions;
  /** What messages of all its accounts are signed and sealed with. */
  readonly keys: MessageKeys;
  readonly timestampTolerance: number | undefined;
  /** The access token of an account, had with its refresh token. */
  tokenOf(appId: string): TokenSource;
  /**
   * 原始 ID of an account, `gh_…`.
   *
   * @throws {WeChatApiError} 61003 for one that has not authorized the platform
   */
  originalIdOf(appId: string): Promise<string>;
}

/** The accounts a client acts for, beside those that are declared by name. */
export interface AccountsInCare {
  /** One this process has met. */
  known(appId: string): ClientRegistration | undefined;
  /** One that has given its authorization, as the credentials say; a stranger is undefined. */
  find(appId: string): Promise<ClientRegistration | undefined>;
  /**
   * The one a push is for. WeChat is asked about an account this process has not met, once the push is verified.
   *
   * @throws what `CallbackProtocol.open` throws
   */
  receiver(appId: string, request: CallbackRequest): ClientRegistration | Promise<ClientRegistration>;
  /** Drops what this process knows of them. */
  forget(): void;
}
