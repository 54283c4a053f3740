import { readFacts } from '../../../catalog/index.js';
import type { ApiCaller, ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

const RID = /^[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$/;

let routes: readonly string[] | undefined;

/** The route of a path, as `openapi/quota/get` names it; with GET and POST alike, the first. */
function routeOf(path: string): string | undefined {
  routes ??= [...readFacts().keys()];
  return routes.find((route) => route.endsWith(` ${path}`));
}

/** openApi 管理 */
export const openApiPage: ApiPage<ApiCaller> = {
  'POST /cgi-bin/clear_quota': ({ account, body }) => {
    if (body.appid !== account.appId) return refuse(40013);
    account.quota.clear();
    return OK;
  },
  'POST /cgi-bin/openapi/quota/get': ({ account, body }) => {
    const route = routeOf(body.cgi_path);
    return route ? { errcode: 0, errmsg: 'ok', quota: account.quota.of(route) } : refuse(76021);
  },
  'POST /cgi-bin/openapi/quota/clear': ({ account, body }) => {
    const route = routeOf(body.cgi_path);
    if (!route) return refuse(76021);
    account.quota.clear(route);
    return OK;
  },
  'POST /cgi-bin/openapi/rid/get': ({ account, body }) => {
    if (!RID.test(body.rid)) return refuse(76002);
    const call = account.world.requests.entries.find(
      ({ rid, appId }) => rid === body.rid && appId === account.appId,
    );
    if (!call) return refuse(76001);
    const request = {
      invoke_time: Math.floor(call.at / 1000),
      cost_in_ms: Math.round(call.durationMs),
      request_url: `${call.path}?${new URLSearchParams(call.query as Record<string, string>).toString()}`,
      request_body: call.body === undefined ? '' : JSON.stringify(call.body),
      response_body: JSON.stringify({ errcode: call.errcode }),
      client_ip: '127.0.0.1',
    };
    return { errcode: 0, errmsg: 'ok', request };
  },
};
