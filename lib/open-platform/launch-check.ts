import { Injectable, Logger } from '@nestjs/common';
import { type CallbackContext, WeChatEvent, WeChatHandlers, WeChatMessage } from '../callback/index.js';
import type { EventBase, TextMessage } from '../catalog/index.js';
import type { MiniProgram } from '../mini-program/index.js';
import type { OfficialAccount } from '../official-account/index.js';
import { LAUNCH_CHECK_ACCOUNTS } from './launch-check.accounts.js';
import type { OpenPlatform } from './open-platform.js';

const CODE = /^QUERY_AUTH_CODE:(.+)$/;

/**
 * Answers WeChat's automated check of a platform (全网发布检测). Put it among the `providers` of a module for as long as the
 * check runs; it speaks for WeChat's test accounts alone, and the application's own handlers for none of them.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/operation/thirdparty/releases_instructions.html
 * @publicApi
 */
@Injectable()
@WeChatHandlers(...([...LAUNCH_CHECK_ACCOUNTS.keys()] as [string, ...string[]]))
export class WeChatLaunchCheck {
  readonly #logger = new Logger('WeChatLaunchCheck');

  @WeChatMessage('text', { content: 'TESTCOMPONENT_MSG_TYPE_TEXT' })
  answerText({ Content }: TextMessage): string {
    return `${Content}_callback`;
  }

  @WeChatEvent()
  answerEvent({ Event }: EventBase): string {
    return `${Event}from_callback`;
  }

  /** Nothing in the answer; then the code is exchanged, and a customer message sent with the token it gave. */
  @WeChatMessage('text', { content: CODE })
  answerByApi({ Content, FromUserName }: TextMessage, { client, parent }: CallbackContext): void {
    const [, code = ''] = CODE.exec(Content) ?? [];
    this.#send(code, FromUserName, client as OfficialAccount | MiniProgram, parent as OpenPlatform).catch(
      (error: unknown) =>
        this.#logger.error(
          'The launch check could not be answered',
          error instanceof Error ? error.message : error,
        ),
    );
  }

  async #send(
    code: string,
    openid: string,
    account: OfficialAccount | MiniProgram,
    platform: OpenPlatform,
  ): Promise<void> {
    await platform.authorization.accept(code);
    await account.customMessage.sendText(openid, `${code}_from_api`);
  }
}
