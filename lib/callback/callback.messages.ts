export const HANDLERS_CLASH = (first: string, second: string, what: string): string =>
  first === second
    ? `${first} is provided by two modules. Provide its class in one, and export it from there.`
    : `${first} and ${second} both take ${what}, and exactly one handler answers. Give one of them a filter or a client scope, or use Nest's interceptors to share work.`;
export const UNKNOWN_NAME = (handler: string, kind: string, name: string): string =>
  `${handler} takes the ${kind} "${name}", which the catalogue does not know. Names are case-sensitive; is it a new one?`;
export const SCOPE_UNKNOWN = (handler: string, client: string): string =>
  `${handler} is limited to the client "${client}", which does not exist (yet).`;
export const SCOPE_NOT_CALLED_BACK = (handler: string, client: string): string =>
  `${handler} takes callbacks of the client "${client}", which has no token. Set its "token" to the one of the console.`;
export const HANDLER_FAILED = (handler: string): string => `${handler} failed`;
export const HANDLER_REFUSED = (handler: string, status: number): string =>
  `${handler} was not run to its end: it, or a guard before it, answered ${status}`;
export const LATE_REPLY_FAILED = (handler: string): string =>
  `The late reply of ${handler} could not be delivered`;
export const LATE_REPLY_DROPPED = (handler: string): string =>
  `${handler} replied after the deadline; the reply was dropped (lateReply)`;
export const NO_HANDLER = (kind: string, name: string): string =>
  `No handler takes the ${kind} "${name}": WeChat was told to send it again. Add one, or a wildcard for what is not of interest.`;
export const UNFOLDING_FAILED = (kind: string, name: string): string =>
  `What the ${kind} "${name}" announces could not be had`;
export const NOT_DONE_IN_TIME = (handler: string): string =>
  `${handler} still runs after the deadline: WeChat was told to send it again, and is answered with what comes of this run`;
export const STILL_RUNNING = (count: number): string => `${count} handler(s) were still running at shutdown`;
