import type { WorkEndpoints, WorkSuiteRoute } from '../../catalog/work.js';
import type { CatalogClient } from '../../client/index.js';
import type { WorkAgent } from '../work-agent.js';

/** What a service of a suite needs of it. */
export type WorkSuiteApi = CatalogClient<WorkEndpoints, WorkSuiteRoute> & {
  readonly suiteId: string;
  corp(corpId: string): WorkAgent;
};
