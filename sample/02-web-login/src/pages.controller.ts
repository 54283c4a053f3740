import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { type LoginUser, WeChatClients, WeChatLogin, WeChatOAuth, WeChatUser } from 'nestjs-wechat-sdk';
import { homePage } from './pages/home.page.js';
import { byePage } from './pages/bye.page.js';
import { visitorPage } from './pages/visitor.page.js';

/** Pages people open inside WeChat. */
@Controller()
export class PagesController {
  constructor(
    private readonly oauth: WeChatOAuth,
    private readonly clients: WeChatClients,
  ) {}

  @Get()
  home(): string {
    return homePage(this.clients.has('site'));
  }

  /** The visitor's openid, had unseen: nobody is asked. */
  @Get('me')
  @Header('Cache-Control', 'no-store')
  @WeChatLogin('shop')
  me(@WeChatUser() user: LoginUser): string {
    return visitorPage('me', user);
  }

  /** Name and picture, after consent; whoever was on `/me` before is asked once more. */
  @Get('profile')
  @Header('Cache-Control', 'no-store')
  @WeChatLogin('shop', { scope: 'snsapi_userinfo' })
  profile(@WeChatUser() user: LoginUser): string {
    return visitorPage('profile', user);
  }

  @Get('logout')
  @Header('Cache-Control', 'no-store')
  logout(@Req() request: object, @Res({ passthrough: true }) response: object): string {
    for (const client of ['shop', 'site'].filter((name) => this.clients.has(name))) {
      this.oauth.logout(request, response, client);
    }
    return byePage();
  }
}
