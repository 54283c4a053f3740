import type { MessageCipher } from '../../crypto/index.js';
import type { AccountState } from '../account/account.state.js';
import type { SandboxFormat } from '../interfaces/sandbox-options.interface.js';
import type { PushDoor } from '../push/push-door.interface.js';
import type { OpenPlatformState } from './open-platform.state.js';

/** Where a platform gets what the people of one of its authorizers do. 消息与事件接收配置 */
export class AuthorizerDoor implements PushDoor {
  readonly setting = 'messageUrl';
  readonly mode = 'encrypted';

  constructor(
    private readonly account: AccountState,
    private readonly platform: OpenPlatformState,
  ) {}

  get name(): string {
    return this.platform.name;
  }

  get appId(): string {
    return this.platform.appId;
  }

  get token(): string {
    return this.platform.token;
  }

  get cipher(): MessageCipher {
    return this.platform.cipher;
  }

  get format(): SandboxFormat {
    return this.platform.format;
  }

  get callbackUrl(): string | undefined {
    return this.platform.messageUrl?.replaceAll('$APPID$', this.account.appId);
  }
}
