import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectWeChat, OpenPlatform, WeChatAuthorizationError } from 'nestjs-wechat-sdk';

/** An account that has authorized the platform. */
export interface Merchant {
  readonly appId: string;
  readonly name: string;
  readonly kind: 'official-account' | 'mini-program';
  /** Address of the picture. */
  readonly picture: string | undefined;
}

/** Who has authorized the platform. One in earnest keeps them in its database; here WeChat's own list is enough. */
@Injectable()
export class Merchants implements OnApplicationBootstrap {
  readonly #logger = new Logger('Merchants');
  readonly #all = new Map<string, Merchant>();

  constructor(@InjectWeChat('platform') private readonly platform: OpenPlatform) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      for await (const { authorizer_appid } of this.platform.authorization.list())
        await this.add(authorizer_appid);
    } catch (error) {
      // a platform that starts for the first time can ask nothing yet
      if (!(error instanceof WeChatAuthorizationError)) throw error;
      this.#logger.log('No ticket has come yet: nobody is known');
    }
  }

  /** Asks WeChat who the account is. */
  async add(appId: string): Promise<Merchant> {
    const { authorizer_info: info } = await this.platform.authorizer(appId).getInfo();
    const kind = info.MiniProgramInfo ? 'mini-program' : 'official-account';
    const merchant: Merchant = { appId, name: info.nick_name, kind, picture: info.head_img };
    this.#all.set(appId, merchant);
    return merchant;
  }

  remove(appId: string): void {
    this.#all.delete(appId);
  }

  get(appId: string): Merchant | undefined {
    return this.#all.get(appId);
  }

  list(): Merchant[] {
    return [...this.#all.values()];
  }
}
