import { Controller, Get, Header } from '@nestjs/common';
import { type LoginUser, WeChatLogin, WeChatUser } from 'nestjs-wechat-sdk';
import { visitorPage } from './pages/visitor.page.js';

/** A page people open at a desk; they scan a code with the phone to log in. */
@Controller('desk')
export class DeskController {
  @Get()
  @Header('Cache-Control', 'no-store')
  @WeChatLogin('site')
  desk(@WeChatUser() user: LoginUser): string {
    return visitorPage('desk', user);
  }
}
