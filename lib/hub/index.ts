export type { HubClientOptions } from './hub-client-options.interface.js';
export { HubTokenSource } from './hub-token.source.js';
