import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush, Push } from '../client/index.js';
import { isOptionText, WeChatParseError } from '../common/index.js';
import type { MessageProtocol } from '../callback/index.js';
import type { AuthorizationDesk } from './authorization.desk.js';
import type { VerifyTicket } from './verify-ticket.js';

type Info = OpenedPush['message'];
/** @returns whether handlers are to hear of it */
type OwnPart = (info: Info, at: number) => Promise<boolean>;

/** Seconds WeChat's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 300;
const NO_INFO =
  'A message of an account came to the address of the platform: set 消息与事件接收URL of the console to /<path>/<platform>/$APPID$';

/** What WeChat tells a platform (授权变更通知推送): sealed as messages are; the library's own part comes before any handler. */
export class InfoProtocol implements CallbackProtocol {
  readonly kinds = ['message', 'event', 'info'];
  readonly #ownParts: Readonly<Record<string, OwnPart>>;

  constructor(
    private readonly protocol: MessageProtocol,
    ticket: VerifyTicket,
    desk: AuthorizationDesk,
  ) {
    const authorized: OwnPart = (info, at) =>
      desk.acceptPushed(textOf(info, 'AuthorizerAppid'), textOf(info, 'AuthorizationCode'), at);
    this.#ownParts = {
      component_verify_ticket: async (info, at) => {
        await ticket.keep(textOf(info, 'ComponentVerifyTicket'), at);
        return true;
      },
      authorized,
      updateauthorized: authorized,
      unauthorized: (info, at) => desk.leave(textOf(info, 'AuthorizerAppid'), at),
      // a registration that went well comes with an authorization
      notify_third_fasteregister: async (info, at) => {
        if (!info['auth_code']) return true;
        return desk.acceptPushed(textOf(info, 'appid'), textOf(info, 'auth_code'), at);
      },
    };
  }

  verifyUrl(request: CallbackRequest): CallbackAnswer {
    return this.protocol.verifyUrl(request);
  }

  open(request: CallbackRequest): OpenedPush {
    const push = this.protocol.open(request) as OpenedPush;
    const { message: info, kind, name } = push;
    if (kind !== 'info') throw new WeChatParseError(NO_INFO);
    const ownPart = Object.hasOwn(this.#ownParts, name) ? this.#ownParts[name] : undefined;
    if (!ownPart) return push;
    const at = timeOf(info);
    return { ...push, prepare: () => ownPart(info, at) };
  }

  /** The library's own part was done before it was kept. */
  reopen(kept: Pick<Push, 'message'>): Push {
    return this.protocol.reopen(kept) as Push;
  }
}

/** When WeChat made the push (Unix time, s); the future would outrank whatever comes before it. */
function timeOf(info: Info): number {
  const text = textOf(info, 'CreateTime');
  if (!/^\d{1,12}$/.test(text)) throw new WeChatParseError('The CreateTime of the push is no Unix time');
  return Math.min(Number(text), Math.ceil(Date.now() / 1000) + CLOCK_TOLERANCE);
}

/** @throws {WeChatParseError} for a push that lacks what it is about, or names it as nothing is named */
function textOf(info: Info, field: string): string {
  const value = info[field];
  if (!isOptionText(value))
    throw new WeChatParseError(`The ${String(info['InfoType'])} push holds no ${field}`);
  return value;
}
