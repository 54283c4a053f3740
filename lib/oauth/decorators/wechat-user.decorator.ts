import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { LoginUser } from '../../client/index.js';
import { WeChatConfigError } from '../../common/index.js';
import { NOT_GUARDED } from '../login.messages.js';
import { VISITOR } from '../oauth.constants.js';

/**
 * The visitor who logged in, or one field of them: `@WeChatUser('openid') openid: string`; with WeCom `'userid'`. 当前微信用户
 *
 * @publicApi
 */
export const WeChatUser: (field?: keyof LoginUser | (string & {})) => ParameterDecorator =
  createParamDecorator((field: string | undefined, context: ExecutionContext): unknown => {
    const { [VISITOR]: user } = context.switchToHttp().getRequest<{ [VISITOR]?: Record<string, unknown> }>();
    if (!user) throw new WeChatConfigError(NOT_GUARDED);
    return field === undefined ? user : user[field];
  });
