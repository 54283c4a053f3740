export type * from './js-sdk.interfaces.js';
export { JsSdkService } from './js-sdk.service.js';
export { jsSdkTickets, type TicketKey } from './ticket.source.js';
