export { DEFAULT_REFRESH, type RefreshOptions } from './refresh-options.interface.js';
export { TokenManager } from './token.manager.js';
export { TokenRefresher } from './token.refresher.js';
export type { FetchedToken, TokenHealth, TokenSource } from './token-source.interface.js';
