import type { MessageCipher } from '../../../crypto/index.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';

/** Where pushes go, and with which keys: what the console calls 接收消息服务器配置. WeCom always seals. */
export interface WorkDoor {
  /** What the log calls whoever is pushed to. */
  readonly id: string;
  readonly callbackUrl: string | undefined;
  readonly token: string;
  readonly cipher: MessageCipher;
  /** Whom pushes are sealed for, and replies must be sealed for. */
  readonly receiveId: string;
  readonly format: SandboxFormat;
}
