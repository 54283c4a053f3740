export { CodeDesk, type CodeDeskRooms } from './code.desk.js';
export { PushedTicket, type PushedTicketRooms, type PushedTicketSetup } from './pushed-ticket.js';
export { DEFAULT_REFRESH, REFRESH_OPTIONS, type RefreshOptions } from './refresh-options.interface.js';
export { tokenOf } from './token.answer.js';
export { TokenManager } from './token.manager.js';
export { TokenRefresher } from './token.refresher.js';
export type { FetchedToken, TokenHealth, TokenSource } from './token-source.interface.js';
