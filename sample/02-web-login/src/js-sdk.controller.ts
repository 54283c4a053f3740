import { Controller, ForbiddenException, Get, Header, Inject, Query, Req } from '@nestjs/common';
import { InjectWeChat, type JsSdkConfig, type JsSdkExplanation, OfficialAccount } from 'nestjs-wechat-sdk';
import { OwnPages, type PageRequest } from './own-pages.js';
import { jsSdkPage } from './pages/js-sdk.page.js';
import { WECHAT_SCRIPT } from './setting.js';

/** A page that calls WeChat's JavaScript interfaces, and what it asks its server for. */
@Controller('js-sdk')
export class JsSdkController {
  constructor(
    @InjectWeChat('shop') private readonly shop: OfficialAccount,
    @Inject(WECHAT_SCRIPT) private readonly scriptUrl: string,
    private readonly ownPages: OwnPages,
  ) {}

  @Get()
  page(): string {
    return jsSdkPage(this.scriptUrl);
  }

  /** What `wx.config` takes. @param url `location.href` of the page */
  @Get('config')
  @Header('Cache-Control', 'no-store')
  config(@Req() request: PageRequest, @Query('url') url: unknown): Promise<JsSdkConfig> {
    return this.shop.jsSdk.config(this.#own(url, request), { jsApiList: ['getNetworkType'] });
  }

  /** How a signature came about, for development (签名错误排查). */
  @Get('explain')
  @Header('Cache-Control', 'no-store')
  explain(
    @Req() request: PageRequest,
    @Query('url') url: unknown,
    @Query('timestamp') timestamp: unknown,
    @Query('nonceStr') nonceStr: unknown,
    @Query('signature') signature: unknown,
  ): Promise<JsSdkExplanation> {
    return this.shop.jsSdk.explain(this.#own(url, request), {
      timestamp: Number(timestamp),
      nonceStr: String(nonceStr),
      signature: String(signature),
    });
  }

  /** Whoever gets a foreign page signed can call WeChat there in this account's name. */
  #own(url: unknown, request: PageRequest): string {
    if (this.ownPages.has(url, request)) return url;
    throw new ForbiddenException('Only pages of this application are signed');
  }
}
