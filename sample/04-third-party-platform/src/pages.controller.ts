import {
  BadRequestException,
  Controller,
  Get,
  Header,
  Headers,
  type HttpRedirectResponse,
  NotFoundException,
  Param,
  Query,
  Redirect,
} from '@nestjs/common';
import {
  InjectWeChat,
  type LoginUser,
  OpenPlatform,
  WeChatApiError,
  WeChatLogin,
  WeChatUser,
} from 'nestjs-wechat-sdk';
import { stylesheetOf } from '../../shared/stylesheet.js';
import { Merchants } from './merchants.js';
import { followerPage } from './pages/follower.page.js';
import { homePage } from './pages/home.page.js';
import { merchantPage } from './pages/merchant.page.js';

/** The code is made up, or has been used. */
const CODE_REFUSED = [61009, 61010];

@Controller()
export class PagesController {
  constructor(
    @InjectWeChat('platform') private readonly platform: OpenPlatform,
    private readonly merchants: Merchants,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  home(): string {
    return homePage(this.merchants.list());
  }

  /**
   * Behind the links “授权公众号或小程序”: each visit has a code of its own. In earnest only a merchant who is logged in
   * gets here.
   */
  @Get('authorize')
  @Redirect()
  authorize(@Headers('host') host: string, @Query('device') device: unknown): Promise<HttpRedirectResponse> {
    return this.platform.authorization.redirect({
      // on a desk each request is believed; a platform in earnest writes its own domain here (授权发起页域名)
      redirectUri: `http://${host}/joined`,
      device: device === 'mobile' ? 'mobile' : 'pc',
    });
  }

  /** Where WeChat sends the owner back to; the push `authorized` may have come before or may come after. */
  @Get('joined')
  @Redirect()
  async joined(@Query('auth_code') authCode: unknown): Promise<HttpRedirectResponse> {
    if (typeof authCode !== 'string' || authCode === '')
      throw new BadRequestException('auth_code is missing');
    try {
      const { appId } = await this.platform.authorization.accept(authCode);
      await this.merchants.add(appId);
      return { url: `/merchants/${appId}`, statusCode: 302 };
    } catch (error) {
      if (!(error instanceof WeChatApiError) || !CODE_REFUSED.includes(error.errcode)) throw error;
      throw new BadRequestException('WeChat does not take this auth_code: authorize again');
    }
  }

  @Get('merchants/:appid')
  @Header('Cache-Control', 'no-store')
  merchant(@Param('appid') appId: string): string {
    const merchant = this.merchants.get(appId);
    if (!merchant) throw new NotFoundException('There is no such merchant');
    return merchantPage(merchant);
  }

  /** A page of the merchant's own: people log in to its account, by way of the platform. 代公众号发起网页授权 */
  @Get('merchants/:appid/me')
  @Header('Cache-Control', 'no-store')
  @WeChatLogin('platform', { account: ({ params }) => params.appid, scope: 'snsapi_userinfo' })
  me(@Param('appid') appId: string, @WeChatUser() user: LoginUser): string {
    return followerPage(this.merchants.get(appId)?.name ?? appId, user);
  }

  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return stylesheetOf(new URL('../public/style.css', import.meta.url));
  }
}
