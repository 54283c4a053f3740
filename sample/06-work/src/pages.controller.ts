import { Controller, Get, Header, Redirect } from '@nestjs/common';
import { InjectWeChat, WeChatLogin, WeChatUser } from 'nestjs-wechat-sdk';
import { WorkAgent } from 'nestjs-wechat-sdk/work';
import { Leaves } from './leaves.js';
import { mePage } from './pages/me.page.js';

/** Pages for members: unseen inside WeCom, with a code to scan in a browser. Nobody else gets in. */
@Controller()
export class PagesController {
  constructor(
    @InjectWeChat('corp', 'assistant') private readonly assistant: WorkAgent,
    private readonly leaves: Leaves,
  ) {}

  @Get()
  @Redirect('/me')
  home(): void {}

  @Get('me')
  @Header('Cache-Control', 'no-store')
  @WeChatLogin('corp/assistant')
  async me(@WeChatUser('userid') userid: string): Promise<string> {
    const { name = userid } = await this.assistant.users.get(userid);
    return mePage(userid, name, this.leaves.of(userid));
  }
}
