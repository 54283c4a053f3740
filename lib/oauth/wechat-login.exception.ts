import { HttpException, HttpStatus } from '@nestjs/common';

const STATUSES = {
  /** Nobody is logged in, and the caller is no browser that could be sent anywhere. */
  login_required: HttpStatus.UNAUTHORIZED,
  /** The person said no. */
  denied: HttpStatus.FORBIDDEN,
  /** The person is no member of the corporation, and the page is for members. */
  members_only: HttpStatus.FORBIDDEN,
  /** The return carries no state, or none of ours for this visitor. */
  state_invalid: HttpStatus.BAD_REQUEST,
  /** The login took longer than ten minutes. */
  state_expired: HttpStatus.BAD_REQUEST,
  /** The return came before. */
  state_used: HttpStatus.BAD_REQUEST,
  /** WeChat does not take the code: it is used, old, or made up. */
  code_refused: HttpStatus.BAD_REQUEST,
  /** The page to return to is not the application's own. */
  target_refused: HttpStatus.BAD_REQUEST,
  /** The page belongs to an account that has not authorized the platform. */
  account_unknown: HttpStatus.NOT_FOUND,
  /** The request's address or host cannot be one of the application's. */
  request_invalid: HttpStatus.BAD_REQUEST,
  /** WeChat could not be asked, or does not know the application. */
  login_failed: HttpStatus.BAD_GATEWAY,
} as const;

const MESSAGES: Readonly<Record<LoginFailureReason, string>> = {
  login_required: 'A WeChat login is required',
  denied: 'The WeChat login was denied',
  members_only: 'This page is for members of the corporation',
  state_invalid: 'This is not the return of a login this visitor began: open the page anew',
  state_expired: 'The login took too long: open the page anew',
  state_used: 'This return of a login was used before: open the page anew',
  code_refused: 'WeChat does not take the code: open the page anew',
  target_refused: 'The page to return to is not one of this application',
  account_unknown: 'There is no such account',
  request_invalid: 'The address of the request cannot be read',
  login_failed: 'WeChat could not be asked who this is: try again later',
};

/** Why a login did not come about. */
export type LoginFailureReason = keyof typeof STATUSES;

/**
 * A login that did not come about; the application's exception filters see it as any HttpException. 网页授权失败
 *
 * @publicApi
 */
export class WeChatLoginException extends HttpException {
  override readonly name = 'WeChatLoginException';

  /** The page the login was for, without `code` and `state`: where to try again. */
  readonly pageUrl: string | undefined;

  constructor(
    readonly reason: LoginFailureReason,
    /** The client the login was for. */
    readonly client: string,
    { cause, pageUrl }: { cause?: unknown; pageUrl?: string | undefined } = {},
  ) {
    const statusCode = STATUSES[reason];
    super({ statusCode, message: MESSAGES[reason], reason, client }, statusCode, { cause });
    this.pageUrl = pageUrl;
  }
}
