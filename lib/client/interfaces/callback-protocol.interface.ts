import type { IncomingHttpHeaders } from 'node:http';

/** What the HTTP adapter hands over: the exact bytes, whatever parsers the application uses. */
export interface CallbackRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
}

/** What goes back over HTTP. */
export interface CallbackAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a push announces without bringing it along, as that of WeCom's customer service does. */
export interface Unfolding {
  /** The kinds of handlers what is announced is for: where there are none, it is left where it is. */
  readonly kinds: readonly string[];
  /**
   * Fetches what was announced, and hands in one after the other.
   *
   * @param take runs the handler of one to its end, however long it takes, and delivers its reply; rejects when it is to be handed
   * in again
   * @param later does the rest after some milliseconds, unless the application ends before
   * @throws when not all of it was taken: WeChat is told to send the announcement again, where it still waits
   */
  run(
    take: (push: Push) => Promise<void>,
    later: (delay: number, work: () => Promise<void>) => void,
  ): Promise<void>;
}

/** A push that may be believed, whatever way it came. */
export interface Push<Reply = unknown> {
  /** The family of handlers it is for: `message`, `event` … */
  readonly kind: string;
  /** The exact one: the MsgType of a message, the Event of an event. */
  readonly name: string;
  readonly message: Readonly<Record<string, unknown>>;
  /** Equal for all repeats of this push; without one it cannot be told from others. */
  readonly onceKey?: string;
  /** Whose pushes are run in their order, where they are kept for later; those without it have none. */
  readonly sender?: string | undefined;
  /** Milliseconds for which repeats are to be expected. @default 60000 */
  readonly repeatedFor?: number;
  /**
   * Whether it is answered only once its handler has returned: where there is none, or it takes too long, WeChat is told to
   * try again.
   */
  readonly mustBeHandled?: boolean;
  /**
   * What the library itself does with it, before any handler hears of it; WeChat repeats what it fails at.
   *
   * @returns whether handlers are to hear of it
   */
  prepare?(): Promise<boolean>;
  /** What it announces: had beside the handler of the push itself, if there is one. */
  readonly unfolding?: Unfolding | undefined;
  /**
   * Understands what a handler returned.
   *
   * @param handler `Class#method`, for what the log is told of it later
   * @throws {TypeError} when it is nothing that can be answered
   */
  toReply(result: unknown, handler?: string): Reply | undefined | Promise<Reply | undefined>;
  /** The reply, from what JSON left of it in another process; where there is none, repeats are answered with nothing there. */
  revive?(told: unknown): Reply;
  /** Whether WeChat takes this reply in the answer; any other is handed over by {@link deliverLate}. */
  takesInAnswer?(reply: Reply): boolean;
  /** Hands over a reply that came too late for the answer. */
  deliverLate?(reply: Reply): Promise<void>;
  /** What is answered at the deadline while the handler still runs, in place of {@link deliverLate}. It never throws. */
  meanwhile?(reply: Promise<Reply | undefined>, handler: string): Reply;
}

/** A push that came over HTTP and was verified, opened and parsed. */
export interface OpenedPush<Reply = unknown> extends Push<Reply> {
  /**
   * The signature that was verified: the same request never comes with another. Left out where WeChat's own repeats come with
   * the same one.
   */
  readonly signature?: string;
  /** Until when that signature would be accepted again (Unix time, ms). */
  readonly acceptedUntil: number;
  /** The answer, sealed as the push was. */
  answer(reply: Reply | undefined): CallbackAnswer;
}

/**
 * How one client's callbacks are verified, opened and answered. Both methods verify first and throw an error of this
 * library when the request is not to be trusted.
 */
export interface CallbackProtocol<Reply = unknown> {
  /** The kinds of handlers it feeds, accounts included that it speaks for; any where left out. */
  readonly kinds?: readonly string[] | undefined;
  /** Answers the console's check of the address (GET with echostr). */
  verifyUrl(request: CallbackRequest): CallbackAnswer;
  open(request: CallbackRequest): OpenedPush<Reply> | Promise<OpenedPush<Reply>>;
  /**
   * Makes a push again that was opened before, perhaps by another process. Without it pushes are answered when they come, and
   * never kept for later.
   */
  reopen?(kept: Pick<Push, 'kind' | 'name' | 'message'>): Push<Reply>;
  /** How a refusal or a failure is told. @param rawBody of the request, where it could be read @default plain text */
  failure?(status: number, text: string, rawBody: Buffer | undefined): CallbackAnswer;
}
