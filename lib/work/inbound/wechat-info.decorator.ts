import { type WorkInfoBase, workInfoNames } from '../../catalog/work.js';
import { type NamedDecorator, namedDecorator } from '../../callback/index.js';
import type { WorkToldInfos } from '../suite/told-infos.interface.js';

/**
 * Hands what WeCom tells a third-party application or a service provider (指令回调, InfoType) to the method, once the library
 * has done its own part. Its return value is not told to anybody.
 *
 * @param type InfoType; every one when left out
 * @param filter takes only pushes whose fields match: `{ AuthCorpId: 'ww…' }`
 * @see https://developer.work.weixin.qq.com/document/path/90628
 * @publicApi
 */
export const WeChatInfo: NamedDecorator<WorkToldInfos, WorkInfoBase> = namedDecorator(
  'work-info',
  workInfoNames,
);
