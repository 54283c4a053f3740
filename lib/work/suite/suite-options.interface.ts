import type { PreviousKeys } from '../../crypto/index.js';
import type { HttpOptions } from '../../http/index.js';
import type { WorkBaseUrls } from '../work-options.interface.js';

/** A third-party application (第三方应用), or a template of custom ones (代开发应用模板), as the provider's console shows it. */
export interface WorkSuiteOptions {
  /** SuiteID; that of a template begins with `dk`. */
  suiteId: string;
  /** Secret of the suite. */
  suiteSecret: string;
  /** CorpID of the service provider (通用开发参数): checks of callback addresses are sealed for it. */
  providerCorpId: string;
  /** Token of both callbacks. */
  token: string;
  /** EncodingAESKey of both callbacks, 43 characters. */
  encodingAESKey: string;
  /** Token and EncodingAESKey as they were before the console was changed: what still comes with them is taken, too. */
  previousKeys?: PreviousKeys | undefined;
  /** Seconds a push's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
  /** For the suite and in all corporations that authorized it. */
  baseUrls?: WorkBaseUrls | undefined;
  /** For the suite and in all corporations that authorized it. */
  http?: HttpOptions | undefined;
}
