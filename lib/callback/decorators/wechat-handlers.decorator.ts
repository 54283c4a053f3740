import { SetMetadata } from '@nestjs/common';
import { SCOPE_METADATA } from '../callback.constants.js';

/**
 * Limits the handlers of a class to the callbacks of some clients.
 *
 * @param clients names, as declared in `clients` of WeChatModule
 * @publicApi
 */
export const WeChatHandlers = (...clients: [string, ...string[]]): ClassDecorator =>
  SetMetadata(SCOPE_METADATA, clients);
