import { randomBytes } from 'node:crypto';
import { Controller, ForbiddenException, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { InjectWeChat, type JsSdkConfig, OfficialAccount } from 'nestjs-wechat-sdk';

export const ENVIRONMENT = 'ENVIRONMENT';

/** What runs in each environment. */
@Controller()
export class EnvironmentController {
  /** Hosts that differ in their port share their cookies. */
  readonly #cookie: string;

  constructor(
    @InjectWeChat('shop') private readonly shop: OfficialAccount,
    @Inject(ENVIRONMENT) private readonly environment: string,
  ) {
    this.#cookie = `state_${environment}`;
  }

  /** Calls the API with the hub's access token. */
  @Get('hosts')
  hosts(): Promise<string[]> {
    return this.shop.account.getApiDomainIps();
  }

  /** Signs a page with the hub's ticket. */
  @Get('js-sdk/config')
  config(@Query('url') url: string): Promise<JsSdkConfig> {
    return this.shop.jsSdk.config(url, { jsApiList: [] });
  }

  /**
   * A page that visitors come back to by way of the hub's springboard. Whom the code stands for is asked with the app
   * secret: an environment that has it sets `appSecret` beside `hub`, and `@WeChatLogin('shop')` does all of this.
   */
  @Get('welcome')
  welcome(
    @Query('code') code: unknown,
    @Query('state') state: unknown,
    @Req() { headers }: Request,
    @Res({ passthrough: true }) response: Response,
  ): string | undefined {
    if (state === undefined) {
      this.#sendToWeChat(response);
      return undefined;
    }
    const known = new RegExp(`(?:^|; )${this.#cookie}=(\\w+)`).exec(headers.cookie ?? '')?.[1];
    response.clearCookie(this.#cookie);
    if (known === undefined || state !== known) throw new ForbiddenException('This login was not begun here');
    return `${this.environment}: welcome back 欢迎回来, ${code === undefined ? 'without' : 'with'} a code`;
  }

  #sendToWeChat(response: Response): void {
    const state = randomBytes(16).toString('hex');
    const redirectUri = `${this.shop.webPage.springboardUrl}/welcome`;
    response.cookie(this.#cookie, state, { httpOnly: true, sameSite: 'lax' });
    response.redirect(this.shop.webPage.authorizeUrl({ redirectUri, state }));
  }
}
