import type { MiniProgramRoute, OfficialEndpoints } from '../catalog/index.js';
import type { AppClient, CatalogClient } from '../client/index.js';

export type { BodyOf, OfficialAnswer } from '../account/index.js';

/** What a service needs of its client: the typed calls. */
export type MiniProgramApi = CatalogClient<OfficialEndpoints, MiniProgramRoute> & AppClient;
