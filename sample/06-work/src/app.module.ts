import { type DynamicModule, Module } from '@nestjs/common';
import { type CredentialStore, WeChatModule } from 'nestjs-wechat-sdk';
import { work, workBot, workGroupRobot } from 'nestjs-wechat-sdk/work';
import { AssetsController } from './assets.controller.js';
import { AssistantController } from './assistant.controller.js';
import { CustomersController } from './customers.controller.js';
import { HelperController } from './helper.controller.js';
import { Leaves } from './leaves.js';
import { PagesController } from './pages.controller.js';
import { BOSS, type Setting } from './setting.js';
import { Team } from './team.js';

/** The application: a corporation named `corp`, whose `assistant` is called back at `/wechat/corp/assistant`; a bot and a robot. */
@Module({})
export class AppModule {
  static with({ corp, bot, team, login, boss }: Setting, credentials: CredentialStore): DynamicModule {
    return {
      module: AppModule,
      imports: [
        WeChatModule.forRoot({
          clients: {
            corp: work(corp),
            ...(bot && { bot: workBot(bot) }),
            ...(team && { team: workGroupRobot(team) }),
          },
          login,
          credentials, // how far 微信客服 was read
        }),
      ],
      controllers: [
        AssistantController,
        CustomersController,
        PagesController,
        AssetsController,
        ...(bot ? [HelperController] : []),
      ],
      providers: [Leaves, Team, { provide: BOSS, useValue: boss }],
    };
  }
}
