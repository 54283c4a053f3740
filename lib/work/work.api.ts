import type { WorkAgentRoute, WorkContactsRoute, WorkEndpoints } from '../catalog/work.js';
import type { AnswerOf, CatalogClient } from '../client/index.js';

/** What a service of an agent needs of it: whose it is, and the typed calls. */
export type WorkAgentApi = CatalogClient<WorkEndpoints, WorkAgentRoute> & {
  readonly corpId: string;
  /**
   * AgentId of the application.
   *
   * @throws {WeChatConfigError} for a secret that belongs to none
   */
  requireAgentId(): Promise<number>;
};

/** What a service of 通讯录同步 needs of it. */
export type WorkContactsApi = CatalogClient<WorkEndpoints, WorkContactsRoute>;

/** What a service of both needs. */
export type WorkSharedApi = CatalogClient<WorkEndpoints, WorkAgentRoute & WorkContactsRoute>;

/** What an endpoint takes as its body. */
export type WorkBody<Route extends keyof WorkEndpoints> = WorkEndpoints[Route] extends { body?: infer Body }
  ? NonNullable<Body>
  : never;

/** What an endpoint takes in its query. */
export type WorkQuery<Route extends keyof WorkEndpoints> = WorkEndpoints[Route] extends {
  query?: infer Query;
}
  ? NonNullable<Query>
  : never;

/** What an endpoint answers. */
export type WorkAnswer<Route extends keyof WorkEndpoints> = AnswerOf<WorkEndpoints[Route]>;
