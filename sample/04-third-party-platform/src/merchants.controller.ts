import { Controller, Logger } from '@nestjs/common';
import {
  type AuthorizedInfo,
  type UnauthorizedInfo,
  type UpdateauthorizedInfo,
  WeChatHandlers,
  WeChatInfo,
} from 'nestjs-wechat-sdk';
import { Merchants } from './merchants.js';

/** Accounts that come and go. Their tokens are the library's business, and done with when a method runs. */
@Controller()
@WeChatHandlers('platform')
export class MerchantsController {
  readonly #logger = new Logger('Merchants');

  constructor(private readonly merchants: Merchants) {}

  @WeChatInfo('authorized')
  @WeChatInfo('updateauthorized')
  async joined({ AuthorizerAppid }: AuthorizedInfo | UpdateauthorizedInfo): Promise<void> {
    const { name } = await this.merchants.add(AuthorizerAppid);
    this.#logger.log(`${name} is with us`);
  }

  @WeChatInfo('unauthorized')
  left({ AuthorizerAppid }: UnauthorizedInfo): void {
    this.merchants.remove(AuthorizerAppid);
    this.#logger.log(`${AuthorizerAppid} has left`);
  }
}
