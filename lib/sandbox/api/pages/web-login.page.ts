import type { Consent } from '../../login/user-token.book.js';
import type { AnonymousCall, AnonymousPage } from '../anonymous-call.interface.js';
import { type ApiAnswer, type JsonAnswer, OK, refuse } from '../api.answer.js';

const isWrongGrant = ({ query }: AnonymousCall, type: string): boolean =>
  query['grant_type'] !== undefined && query['grant_type'] !== type;

/** Scopes that show who somebody is, not just that it is the same person again. */
const showsPerson = (scope: string): boolean => scope !== 'snsapi_base';

export const unionOf = ({ person, scope }: Consent): object =>
  person.unionid !== undefined && showsPerson(scope) ? { unionid: person.unionid } : {};

function redeem(call: AnonymousCall): ApiAnswer {
  const { query, logins } = call;
  const site = logins.sites.get(query['appid'] ?? '');
  if (!site) return refuse(40013);
  if (site.appSecret !== query['secret']) return refuse(40125);
  if (isWrongGrant(call, 'authorization_code')) return refuse(40002);
  const consent = logins.codes.use(
    query['code'] ?? '',
    ({ appId, via }) => appId === site.appId && via === undefined,
  );
  if (consent === 'unknown') return refuse(40029);
  if (consent === 'used') return refuse(40163);
  return { ...logins.tokens.open(consent), ...unionOf(consent) };
}

function renew(call: AnonymousCall): ApiAnswer {
  const { query, logins } = call;
  const { appid = '', refresh_token: token = '' } = query;
  if (!logins.sites.has(appid)) return refuse(40013);
  if (isWrongGrant(call, 'refresh_token')) return refuse(40002);
  const answer = logins.tokens.renew(token, appid);
  if (answer === 'unknown') return refuse(40030);
  return answer === 'expired' ? refuse(42002) : answer;
}

function withConsent(call: AnonymousCall, answer: (consent: Consent) => JsonAnswer): ApiAnswer {
  const { query, logins } = call;
  const consent = logins.tokens.find(query['access_token'] ?? '');
  if (consent === 'unknown') return refuse(40001);
  if (consent === 'expired') return refuse(42001);
  return consent.person.openid === query['openid'] ? answer(consent) : refuse(40003);
}

/** 网页授权 · 网站应用微信登录 */
export const webLoginPage: AnonymousPage = {
  'GET /sns/oauth2/access_token': redeem,
  'GET /sns/oauth2/refresh_token': renew,
  'GET /sns/auth': (call) => withConsent(call, () => OK),
  'GET /sns/userinfo': (call) =>
    withConsent(call, (consent) => {
      const { person, scope } = consent;
      if (!showsPerson(scope)) return refuse(48001);
      return {
        openid: person.openid,
        nickname: person.nickname,
        sex: 0,
        language: call.query['lang'] ?? person.language,
        city: '',
        province: '',
        country: '',
        headimgurl: `${call.world.url}/open/avatar.png`,
        privilege: [],
        ...unionOf(consent),
      };
    }),
};
