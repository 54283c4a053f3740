import { SetMetadata } from '@nestjs/common';
import { WITHOUT_INBOX_METADATA } from '../callback.constants.js';

/**
 * Has a method, or all of a class, run when WeChat calls although there is an inbox (`callback.inbox`): for replies that have to stand
 * in the answer itself, as those of `reply.raw()` and `reply.transferToCustomerService()`. They do not wait for what the same person
 * sent before.
 *
 * @publicApi
 */
export const WithoutInbox = (): MethodDecorator & ClassDecorator => SetMetadata(WITHOUT_INBOX_METADATA, true);
