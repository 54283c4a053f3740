import { type InfoBase, officialInfoNames, type OfficialInfos } from '../../catalog/index.js';
import type { HandlerFilter, HandlerPattern } from '../handler-pattern.interface.js';
import { createHandlerDecorator, type HandlerDecorator } from './wechat-handler.decorator.js';

/**
 * Hands what WeChat tells a third-party platform (授权变更通知推送, InfoType) to the method, once the library has done its own
 * part: the ticket is kept, the code of an authorization exchanged, an account that left forgotten. Its return value is
 * not told to anybody.
 *
 * @param type InfoType; every one when left out
 * @param filter takes only pushes whose fields match: `{ AuthorizerAppid: 'wx…' }`
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/authorize_event.html
 * @publicApi
 */
export function WeChatInfo<Type extends keyof OfficialInfos>(
  type: Type,
  filter?: HandlerFilter<OfficialInfos[Type]>,
): HandlerDecorator<OfficialInfos[Type]>;
/** For one the catalogue does not know, name its type: `@WeChatInfo<MyInfo>('new_info')`. */
export function WeChatInfo<Payload extends InfoBase = never>(
  type?: [Payload] extends [never] ? undefined : string,
  filter?: HandlerFilter<[Payload] extends [never] ? OfficialInfos[keyof OfficialInfos] : Payload>,
): HandlerDecorator<[Payload] extends [never] ? OfficialInfos[keyof OfficialInfos] : Payload>;
export function WeChatInfo(type?: string, filter: HandlerPattern['filter'] = {}): HandlerDecorator<never> {
  const isUnknown = type !== undefined && !officialInfoNames.has(type);
  return createHandlerDecorator({ kind: 'info', name: type, filter, isUnknown });
}
