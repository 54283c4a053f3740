import type { OfficialAccountRoute, OfficialEndpoints } from '../catalog/index.js';
import type { CatalogClient } from '../client/index.js';

/** What a service needs of its client: the typed calls. */
export type OfficialAccountApi = CatalogClient<OfficialEndpoints, OfficialAccountRoute>;

/** What an endpoint takes as its body. */
export type BodyOf<Route extends OfficialAccountRoute> = OfficialEndpoints[Route] extends {
  body?: infer Body;
}
  ? NonNullable<Body>
  : never;

/** What an endpoint answers. */
export type OfficialAnswer<Route extends OfficialAccountRoute> = OfficialEndpoints[Route]['answer'];
