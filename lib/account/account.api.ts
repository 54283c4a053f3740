import type { MiniProgramRoute, OfficialAccountRoute, OfficialEndpoints } from '../catalog/index.js';
import type { AppClient, CatalogClient } from '../client/index.js';

/** The routes official accounts and mini programs have in common. */
type SharedRoute = OfficialAccountRoute & MiniProgramRoute;

/** What a service of both products needs of its client: the typed calls. */
export type AccountApi = CatalogClient<OfficialEndpoints, SharedRoute> & AppClient;

/** What an endpoint takes as its body. */
export type BodyOf<Route extends keyof OfficialEndpoints> = OfficialEndpoints[Route] extends {
  body?: infer Body;
}
  ? NonNullable<Body>
  : never;

/** What an endpoint answers. */
export type OfficialAnswer<Route extends keyof OfficialEndpoints> = OfficialEndpoints[Route]['answer'];
