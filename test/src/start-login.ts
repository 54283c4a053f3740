import type { AddressInfo } from 'node:net';
import {
  Controller,
  Get,
  type INestApplication,
  Param,
  Post,
  Query,
  Req,
  Res,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type LoginOptions,
  type LoginUser,
  officialAccount,
  WeChatLogin,
  WeChatModule,
  WeChatOAuth,
  WeChatOAuthGuard,
  WeChatUser,
  websiteApp,
} from 'nestjs-wechat-sdk';
import { type SandboxAccount, type SandboxWebsiteApp, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import type { AdapterName } from './start-app.js';

export const SECRET = 'canary-login-secret-canary-login-secret';

@Controller()
class PagesController {
  constructor(private readonly oauth: WeChatOAuth) {}

  @Get('orders')
  @WeChatLogin('shop')
  orders(@WeChatUser() user: LoginUser, @Query() query: object): object {
    return { user, query };
  }

  @Get('orders/:id')
  @WeChatLogin('shop')
  order(@WeChatUser('openid') openid: string, @Param('id') id: string): object {
    return { openid, id };
  }

  @Post('orders')
  @WeChatLogin('shop')
  place(@WeChatUser('openid') openid: string): object {
    return { openid };
  }

  @Get('profile')
  @WeChatLogin('shop', { scope: 'snsapi_userinfo' })
  profile(@WeChatUser() user: LoginUser): LoginUser {
    return user;
  }

  @Get('login')
  @WeChatLogin('shop', { returnTo: 'return_to' })
  login(): string {
    return 'logged in';
  }

  @Get('club')
  @WeChatLogin('club')
  club(@WeChatUser('openid') openid: string): object {
    return { openid };
  }

  @Get('desk')
  @WeChatLogin('site')
  desk(@WeChatUser() user: LoginUser): LoginUser {
    return user;
  }

  @Get('token')
  @WeChatLogin('shop')
  async token(@WeChatUser('openid') openid: string): Promise<object> {
    return { token: (await this.oauth.userToken(openid, 'shop')) ?? null };
  }

  @Get('logout')
  logout(@Req() request: object, @Res({ passthrough: true }) response: object): string {
    this.oauth.logout(request, response, 'shop');
    return 'bye';
  }

  @Get('open')
  open(@Req() request: object): object {
    return { openid: this.oauth.userOf(request, 'shop')?.openid ?? null };
  }
}

@Controller('guarded')
@UseGuards(WeChatOAuthGuard)
@WeChatLogin('shop')
class GuardedController {
  @Get()
  page(@WeChatUser('openid') openid: string): object {
    return { openid };
  }
}

export interface LoginStage {
  app: INestApplication;
  sandbox: WeChatSandbox;
  account: SandboxAccount;
  club: SandboxAccount;
  site: SandboxWebsiteApp;
  url: string;
  close(): Promise<void>;
}

export interface LoginStageOptions {
  login?: Partial<LoginOptions>;
  controllers?: Type[];
  logger?: object;
  main?: (app: INestApplication) => void | Promise<void>;
}

/** An application with pages only people who logged in may see, against a sandbox of its own. */
export async function startLogin(adapter: AdapterName, options: LoginStageOptions = {}): Promise<LoginStage> {
  const sandbox = await WeChatSandbox.start();
  const { baseUrls } = sandbox;
  const [account, club, site] = [
    sandbox.officialAccount(),
    sandbox.officialAccount(),
    sandbox.websiteApp(),
  ] as const;
  const root = {
    module: class RootModule {},
    imports: [
      WeChatModule.forRoot({
        clients: {
          shop: officialAccount({ ...account.credentials, baseUrls }),
          club: officialAccount({ ...club.credentials, baseUrls }),
          site: websiteApp({ ...site.credentials, baseUrls }),
        },
        login: { secret: SECRET, ...options.login },
      }),
    ],
    controllers: options.controllers ?? [PagesController, GuardedController],
  };
  const http = (adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter()) as AbstractHttpAdapter;
  const app = await NestFactory.create(root, http, {
    logger: (options.logger as false | undefined) ?? false,
    abortOnError: false,
  });
  await options.main?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = async (): Promise<void> => {
    await app.close();
    await sandbox.close();
  };
  return { app, sandbox, account, club, site, url: `http://127.0.0.1:${port}`, close };
}
