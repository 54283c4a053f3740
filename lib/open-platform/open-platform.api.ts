import type { OfficialEndpoints, OpenPlatformRoute } from '../catalog/index.js';
import type { AppClient, CatalogClient } from '../client/index.js';

export type { BodyOf, OfficialAnswer } from '../account/index.js';

/** What a service needs of its platform: the typed calls. */
export type OpenPlatformApi = CatalogClient<OfficialEndpoints, OpenPlatformRoute> & AppClient;
