import type { OfficialEndpoints } from '../catalog/index.js';
import type { ApiCaller } from '../client/index.js';

const ROUTE = 'POST /cgi-bin/component/api_get_authorizer_list';
const LARGEST_PAGE = 500;

type Answer = OfficialEndpoints[typeof ROUTE]['answer'];

/** Pages of the list of all accounts that have authorized the platform, newest first. 拉取已授权的账号信息 */
export async function* authorizerPages(
  caller: ApiCaller,
  componentAppId: string,
): AsyncGenerator<Answer['list']> {
  for (let offset = 0; ; offset += LARGEST_PAGE) {
    const body = { component_appid: componentAppId, offset, count: LARGEST_PAGE };
    const { total_count, list } = (await caller.call(ROUTE, { body })) as Answer;
    if (list.length > 0) yield list;
    if (list.length === 0 || offset + LARGEST_PAGE >= total_count) return;
  }
}
