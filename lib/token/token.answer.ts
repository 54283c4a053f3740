import { WeChatHttpError } from '../common/index.js';
import type { FetchedToken } from './token-source.interface.js';

/**
 * The token in an answer of WeChat's, with its life.
 *
 * @param field that holds it: `access_token`, `ticket` …
 * @param asked client and route, for the error
 * @throws {WeChatHttpError} when there is none: a gateway's page, not WeChat's answer
 */
export function tokenOf(
  answer: unknown,
  field: string,
  { client, route }: { readonly client: string; readonly route: string },
): FetchedToken {
  const { [field]: value, expires_in: expiresIn } = answer as Record<string, unknown>;
  if (typeof value !== 'string' || value === '' || typeof expiresIn !== 'number' || !(expiresIn > 0)) {
    throw new WeChatHttpError(`${client}: ${route} answered without a ${field} that lives`, {
      client,
      route,
      retryable: true,
    });
  }
  return { value, expiresIn };
}
