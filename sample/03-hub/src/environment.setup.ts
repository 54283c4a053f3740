import type { HubCredentials } from './hub.credentials.js';

/** What the hub's process tells an environment: no secret of the account is in it. */
export interface EnvironmentSetup extends HubCredentials {
  readonly hubUrl: string;
  readonly appId: string;
  /** Where WeChat is. */
  readonly wechatUrl: string;
}

/** What an environment tells back. */
export interface EnvironmentReady {
  readonly port: number;
}
