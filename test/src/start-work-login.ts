import type { AddressInfo } from 'node:net';
import { Controller, Get, type INestApplication, Post, Query, Req, Res, type Type } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type LoginOptions,
  officialAccount,
  WeChatLogin,
  WeChatModule,
  WeChatOAuth,
  WeChatUser,
} from 'nestjs-wechat-sdk';
import { type SandboxAccount, type SandboxCorp, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { work, type WorkLoginUser } from 'nestjs-wechat-sdk/work';
import type { AdapterName } from './start-app.js';
import { SECRET } from './start-login.js';

const PRIVATE = 'snsapi_privateinfo';

/** Pages of a corporation: for members unless told otherwise. */
@Controller()
class PagesController {
  constructor(private readonly oauth: WeChatOAuth) {}

  @Get('desk')
  @WeChatLogin('corp/assistant')
  desk(@WeChatUser() user: WorkLoginUser, @Query() query: object): object {
    return { user, query };
  }

  @Post('desk')
  @WeChatLogin('corp/assistant')
  place(@WeChatUser('userid') userid: string): object {
    return { userid };
  }

  @Get('profile')
  @WeChatLogin('corp/assistant', { scope: PRIVATE })
  profile(@WeChatUser() user: WorkLoginUser): WorkLoginUser {
    return user;
  }

  @Get('lobby')
  @WeChatLogin('corp/assistant', { visitors: true })
  lobby(@WeChatUser() user: WorkLoginUser): WorkLoginUser {
    return user;
  }

  @Get('form')
  @WeChatLogin('corp/assistant', { scope: PRIVATE, visitors: true })
  form(@WeChatUser() user: WorkLoginUser): WorkLoginUser {
    return user;
  }

  @Get('login')
  @WeChatLogin('corp/assistant', { returnTo: 'return_to' })
  login(): string {
    return 'logged in';
  }

  @Get('night')
  @WeChatLogin('corp/night')
  night(@WeChatUser('userid') userid: string): object {
    return { userid };
  }

  @Get('branch')
  @WeChatLogin('branch/assistant')
  branch(@WeChatUser('userid') userid: string): object {
    return { userid };
  }

  @Get('orders')
  @WeChatLogin('shop')
  orders(@WeChatUser('openid') openid: string): object {
    return { openid };
  }

  @Get('open')
  open(@Req() request: object): object {
    const user = this.oauth.userOf<WorkLoginUser>(request, 'corp/assistant');
    const name = user?.userid === undefined ? user?.openid : user.userid;
    return { name: name ?? null };
  }

  @Get('logout')
  logout(@Req() request: object, @Res({ passthrough: true }) response: object): string {
    this.oauth.logout(request, response, 'corp/assistant');
    return 'bye';
  }
}

export interface WorkLoginStage {
  app: INestApplication;
  sandbox: WeChatSandbox;
  corp: SandboxCorp;
  branch: SandboxCorp;
  shop: SandboxAccount;
  url: string;
  close(): Promise<void>;
}

export interface WorkLoginStageOptions {
  login?: Partial<LoginOptions>;
  controllers?: Type[];
  logger?: object;
  main?: (app: INestApplication) => void | Promise<void>;
}

/** An application of two corporations and an official account, whose pages only people who logged in may see. */
export async function startWorkLogin(
  adapter: AdapterName,
  { login, controllers = [PagesController], logger, main }: WorkLoginStageOptions = {},
): Promise<WorkLoginStage> {
  const sandbox = await WeChatSandbox.start();
  const agents = { assistant: { agentId: 1000002 }, night: { agentId: 1000003 }, customer: {} };
  const corp = sandbox.corp({ agents });
  const branch = sandbox.corp({ agents: { assistant: { agentId: 1000002 } } });
  const shop = sandbox.officialAccount();
  const { assistant, night, customer } = corp.options.agents;
  const clients = {
    corp: work({ ...corp.options, agents: { assistant, night: { ...night, webLogin: 'qr' }, customer } }),
    branch: work(branch.options),
    shop: officialAccount({ ...shop.credentials, baseUrls: sandbox.baseUrls }),
  };
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients, login: { secret: SECRET, ...login } })],
    controllers,
  };
  const http = (adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter()) as AbstractHttpAdapter;
  const app = await NestFactory.create(root, http, {
    logger: (logger as false | undefined) ?? false,
    abortOnError: false,
  });
  await main?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = async (): Promise<void> => {
    await app.close();
    await sandbox.close();
  };
  return { app, sandbox, corp, branch, shop, url: `http://127.0.0.1:${port}`, close };
}
