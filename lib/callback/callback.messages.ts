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
export const SCOPE_WITHOUT_MEMBERS = (handler: string, client: string): string =>
  `${handler} takes callbacks of "${client}", none of whose agents can be called back (yet). Set "token" and "encodingAESKey" of one to those of the console.`;
/** Decorators of the same name, by the kinds they are for. */
const ENTRY_POINTS: ReadonlyArray<readonly [kinds: RegExp, cure: string]> = [
  [
    /^(?:message|event|info)$/,
    'Its decorator is that of "nestjs-wechat-sdk", for official accounts, mini programs and platforms: import that of "nestjs-wechat-sdk/work" for WeCom.',
  ],
  [
    /^(?:work-|kf-|bot-)/,
    'Its decorator is that of "nestjs-wechat-sdk/work", where WeChat… is for agents and suites and WorkBot… for bots: import that of "nestjs-wechat-sdk" for official accounts, mini programs and platforms.',
  ],
  [/^noti/, 'Its decorator is that of "nestjs-wechat-sdk/pay", for merchants.'],
];
const cureOf = (kind: string): string => ENTRY_POINTS.find(([kinds]) => kinds.test(kind))?.[1] ?? '';
export const SCOPE_NEVER_FEEDS = (handler: string, what: string, kind: string, clients: string[]): string =>
  `${handler} takes ${what}, which ${clients.map((name) => `"${name}"`).join(' and ')} is never sent. ${cureOf(kind)}`;
export const NOBODY_FEEDS = (handler: string, what: string, kind: string): string =>
  `${handler} takes ${what}, which no client with a callback is sent (yet). ${cureOf(kind)}`;
export const NO_TOKEN = (client: string): string =>
  `the client has no token: set "token" of "${client}" to the console's`;
export const ADDRESS_A_MEMBER = (path: string, client: string, members: readonly string[]): string =>
  `it is not called back itself: address one of its agents, ${path}/${client}/<agent>${
    members.length > 0 ? ` (${members.join(', ')})` : '; none of them has a token yet'
  }`;
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
export const NOBODY_SURE = (handler: string): string =>
  `Whether ${handler} is run by another process is not certain: WeChat was told to send it again.`;
export const NO_HANDLER_HERE = (kind: string, name: string): string =>
  `No handler of this process takes the ${kind} "${name}", which one had when it was kept. Do all processes run the same application?`;
export const NO_CLIENT_HERE = (client: string, account: string | undefined): string =>
  account === undefined
    ? `There is no client "${client}" (any more) that is called back. Declare it, or add it in every process that runs what is kept.`
    : `The account "${account}" is not (or no longer) one "${client}" acts for, or "${client}" itself is gone.`;
export const REPLY_OF = (handler = 'a handler'): string => `The reply of ${handler}`;
export const REPLY_NEEDS_THE_ANSWER = (handler: string): string =>
  `The reply of ${handler} could not be delivered: what is kept in the inbox was answered before it ran, and replies go out as customer messages. Where a reply has to stand in the answer itself, as reply.raw() and reply.transferToCustomerService() do, decorate the method with @WithoutInbox()`;
