import type { TicketKey } from './ticket.source.js';

export class JsSdkService {
  constructor(
    private readonly appId: string,
    private readonly ticket: (key: TicketKey) => string | Promise<string>,
  ) {}
}
