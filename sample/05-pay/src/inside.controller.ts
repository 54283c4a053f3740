import { Body, Controller, Get, Header, HttpStatus, Post, Redirect } from '@nestjs/common';
import { WeChatLogin, WeChatUser } from 'nestjs-wechat-sdk';
import { Checkout } from './checkout.js';
import { GoodPipe } from './good.pipe.js';
import type { Good } from './goods.js';
import { insidePage } from './pages/inside.page.js';

/** The shop inside WeChat: people are logged in unseen, for only they can pay what is ordered in their name. */
@Controller('inside')
@WeChatLogin('shop')
export class InsideController {
  constructor(private readonly checkout: Checkout) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  goods(@WeChatUser('openid') openid: string): string {
    return insidePage(openid);
  }

  @Post('orders')
  @Redirect('', HttpStatus.SEE_OTHER)
  async order(
    @Body('good', GoodPipe) good: Good,
    @WeChatUser('openid') openid: string,
  ): Promise<{ url: string }> {
    const { number } = await this.checkout.place(good, { way: 'jsapi', openid });
    return { url: `/orders/${number}` };
  }
}
