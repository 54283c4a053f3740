import { WeChatError } from '../../common/index.js';

/**
 * What was awaited did not happen in time.
 *
 * @publicApi
 */
export class SandboxTimeoutError extends WeChatError {
  override readonly name = 'SandboxTimeoutError';
  override readonly code = 'SANDBOX_TIMEOUT';
}
