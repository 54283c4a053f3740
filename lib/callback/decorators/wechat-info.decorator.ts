import { type InfoBase, officialInfoNames, type OfficialInfos } from '../../catalog/index.js';
import { type NamedDecorator, namedDecorator } from './named.decorator.js';

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
export const WeChatInfo: NamedDecorator<OfficialInfos, InfoBase> = namedDecorator('info', officialInfoNames);
