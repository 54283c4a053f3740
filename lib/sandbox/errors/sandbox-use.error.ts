import { WeChatError } from '../../common/index.js';

/**
 * The sandbox was asked for something that cannot be: a menu button that is not there, a person twice …
 *
 * @publicApi
 */
export class SandboxUseError extends WeChatError {
  override readonly name = 'SandboxUseError';
  override readonly code = 'SANDBOX_USE';
}
