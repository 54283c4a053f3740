import type { HttpOptions } from '../../http/index.js';
import type { WorkBaseUrls, WorkCallbackOptions } from '../work-options.interface.js';

/** A service provider (服务商), as its console (服务商管理后台 → 通用开发参数) shows it. */
export interface WorkProviderOptions extends WorkCallbackOptions {
  /** CorpID of the provider. */
  corpId: string;
  /** ProviderSecret */
  providerSecret: string;
  baseUrls?: WorkBaseUrls | undefined;
  http?: HttpOptions | undefined;
}
