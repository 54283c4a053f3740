import { PlatformPusher } from '../../platform/platform.pusher.js';
import type { OpenPlatformState } from '../../platform/open-platform.state.js';
import type { AnonymousCall, AnonymousPage } from '../anonymous-call.interface.js';
import { type ApiAnswer, OK, refuse } from '../api.answer.js';

/** Runs only for whoever knows the platform's secret. */
function withPlatform(
  { platforms, body }: AnonymousCall,
  secret: unknown,
  answer: (platform: OpenPlatformState) => ApiAnswer,
): ApiAnswer {
  const platform = platforms.get(String(body['component_appid']));
  if (!platform) return refuse(40013);
  return platform.appSecret === secret ? answer(platform) : refuse(40125);
}

const TICKET_REFUSALS = { expired: 61005, unknown: 61006 } as const;

/** 第三方平台调用凭证: what a platform's secret alone may do. */
export const componentTokenPage: AnonymousPage = {
  'POST /cgi-bin/component/api_component_token': (call) =>
    withPlatform(call, call.body['component_appsecret'], (platform) => {
      const verdict = platform.tickets.judge(String(call.body['component_verify_ticket']));
      if (verdict !== 'valid') return refuse(TICKET_REFUSALS[verdict]);
      const { access_token, expires_in } = platform.tokens.classic();
      return { component_access_token: access_token, expires_in };
    }),
  'POST /cgi-bin/component/api_start_push_ticket': (call) =>
    withPlatform(call, call.body['component_secret'], (platform) => {
      new PlatformPusher(platform).ticketLater();
      return OK;
    }),
  'POST /cgi-bin/component/clear_quota/v2': (call) =>
    withPlatform(call, call.body['appsecret'], (platform) => {
      const { appid = platform.appId } = call.body;
      const owner = appid === platform.appId ? platform : platform.authorizations.get(String(appid))?.account;
      if (!owner) return refuse(61003);
      owner.quota.clear();
      return OK;
    }),
};
