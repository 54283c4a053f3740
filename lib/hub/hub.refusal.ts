import type { OutgoingHttpHeaders } from 'node:http';

/** What goes back over HTTP. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** A request that is answered with a 4xx; the log is told why. */
export class HubRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(message);
  }
}

/** Neither kept on the way nor taken for anything but what it is. */
export const UNKEPT: OutgoingHttpHeaders = Object.freeze({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
});
