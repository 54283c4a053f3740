import type { HttpCall } from '../../../lib/http/index.js';

/** Recognisable secrets: a test greps for them. */
export const CANARY_TOKEN = '77_CANARY-access_token-0123456789';
export const CANARY_SECRET = 'canarysecret0123456789abcdef012345';

/** A call as a client makes it, on a base URL of the test's. */
export const callOf = (baseUrl: string, given: Partial<HttpCall> = {}): HttpCall => ({
  client: 'shop',
  route: 'POST /cgi-bin/test',
  baseUrl,
  traits: {},
  options: { timeout: 2000 },
  accessToken: CANARY_TOKEN,
  secrets: [CANARY_SECRET],
  ...given,
});
