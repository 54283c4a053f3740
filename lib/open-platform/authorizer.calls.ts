import type { OfficialEndpoints } from '../catalog/index.js';
import type { ApiCaller } from '../client/index.js';

const LIST = 'POST /cgi-bin/component/api_get_authorizer_list';
const INFO = 'POST /cgi-bin/component/api_get_authorizer_info';
const LARGEST_PAGE = 500;

type Listed = OfficialEndpoints[typeof LIST]['answer'];

/** Who an account is and what it lets the platform do, tokens included. 获取授权账号详情 */
export type AuthorizerDetails = OfficialEndpoints[typeof INFO]['answer'];

/** A platform's own calls about its accounts. */
export interface ComponentCalls {
  readonly componentAppId: string;
  readonly caller: ApiCaller;
}

/** Pages of the list of all accounts that have authorized the platform, newest first. 拉取已授权的账号信息 */
export async function* authorizerPages({
  componentAppId,
  caller,
}: ComponentCalls): AsyncGenerator<Listed['list']> {
  for (let offset = 0; ; offset += LARGEST_PAGE) {
    const body = { component_appid: componentAppId, offset, count: LARGEST_PAGE };
    const { total_count, list } = (await caller.call(LIST, { body })) as Listed;
    if (list.length > 0) yield list;
    if (list.length === 0 || offset + LARGEST_PAGE >= total_count) return;
  }
}

/** @throws {WeChatApiError} 61003 for an account that has not authorized the platform */
export async function authorizerDetails(
  { componentAppId, caller }: ComponentCalls,
  appId: string,
): Promise<AuthorizerDetails> {
  const body = { component_appid: componentAppId, authorizer_appid: appId };
  return (await caller.call(INFO, { body })) as AuthorizerDetails;
}
