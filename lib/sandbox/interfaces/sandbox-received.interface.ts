/**
 * A message the application sent to a person of its own accord.
 *
 * @publicApi
 */
export interface SandboxReceived {
  /** Customer-service (客服消息), template (模板消息) or subscribe message (订阅消息). */
  kind: 'customer' | 'template' | 'subscribe';
  /** Milliseconds since 1970, by the real clock. */
  at: number;
  /** The body of the call. */
  message: Readonly<Record<string, unknown>>;
}
