import type { WorkEndpoints, WorkProviderRoute } from '../../catalog/work.js';
import type { CatalogClient } from '../../client/index.js';

/** What a service of a provider needs of it. */
export type WorkProviderApi = CatalogClient<WorkEndpoints, WorkProviderRoute> & { readonly corpId: string };
