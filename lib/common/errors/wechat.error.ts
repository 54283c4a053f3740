/**
 * The root of every error this library throws. Nothing an error prints (message, stack, inspection, JSON) holds a
 * token, ticket, secret or key.
 *
 * @publicApi
 */
export abstract class WeChatError extends Error {
  /** Stable name of the kind of error, for programs. */
  abstract readonly code: string;

  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}
