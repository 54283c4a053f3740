import { PushedTicket, type PushedTicketRooms } from '../token/index.js';
import { TICKET_MISSING, TICKET_OLD } from './open-platform.messages.js';

/** Seconds. */
const LIFE = 12 * 3600;

/** The `component_verify_ticket` WeChat pushes: without it a platform gets no token. 验证票据 */
export class VerifyTicket extends PushedTicket {
  constructor(client: string, appId: string, rooms: PushedTicketRooms) {
    const key = `${appId}:component_verify_ticket`;
    super({ key, life: LIFE, missing: TICKET_MISSING(client), old: TICKET_OLD(client) }, rooms);
  }
}
