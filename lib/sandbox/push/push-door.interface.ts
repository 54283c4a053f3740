import type { MessageCipher } from '../../crypto/index.js';
import type { SandboxFormat, SandboxMode } from '../interfaces/sandbox-options.interface.js';

/** Where pushes go, and with which keys: what is set in the console of an account, or of a platform that serves it. */
export interface PushDoor {
  readonly name: string;
  /** What the address is called in the console. */
  readonly setting: 'callbackUrl' | 'messageUrl';
  /** Whom a sealed push names as its receiver, and whom a sealed reply must name. */
  readonly appId: string;
  readonly callbackUrl?: string;
  readonly token: string;
  readonly cipher: MessageCipher;
  readonly mode: SandboxMode;
  readonly format: SandboxFormat;
}
