import type { AuthorizerRoute, OfficialEndpoints } from '../../catalog/index.js';
import type { AppClient, CatalogClient } from '../../client/index.js';

export type { BodyOf, OfficialAnswer } from '../../account/index.js';

/** What a service needs of its authorizer: the typed calls. */
export type AuthorizerApi = CatalogClient<OfficialEndpoints, AuthorizerRoute> & AppClient;
