import type { HttpOptions, WeChatHttp } from '../http/index.js';
import type { FetchedToken, TokenSource } from '../token/index.js';
import type { HubClientOptions } from './hub-client-options.interface.js';

/** Which token of which account, and where the hub is. */
export interface HubTokenSetup {
  readonly client: string;
  /** The appid. */
  readonly storeId: string;
  /** The token's name on the wire: `access_token`, `js_api_ticket` … */
  readonly storeKey: string;
  readonly hub: HubClientOptions;
  readonly http: HttpOptions;
}

export class HubTokenSource implements TokenSource {
  readonly key: string;

  constructor(
    private readonly setup: HubTokenSetup,
    private readonly transport: WeChatHttp,
  ) {
    this.key = `${setup.storeId}:${setup.storeKey}`;
  }

  fetch(_force: boolean): Promise<FetchedToken> {
    throw new Error(`${this.setup.client}: not yet ${String(this.transport)}`);
  }
}
