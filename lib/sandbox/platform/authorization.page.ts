import type { AccountState } from '../account/account.state.js';
import { english, escape, form, page, qrPicture } from '../open/page.frame.js';
import type { AuthorizationRequest } from './authorization.request.js';

/** A sandbox may hold thousands. */
const MOST_SHOWN = 100;

const KINDS = {
  'official-account': ['公众号', 'official account'],
  'mini-program': ['小程序', 'mini program'],
} as const;

function accountForm(
  { path, parameters }: AuthorizationRequest,
  { appId, name, kind }: AccountState,
): string {
  const [chinese, inEnglish] = KINDS[kind];
  const kept = parameters.filter(([key]) => key !== 'as');
  const button = `<button class="person" name="as" value="${escape(appId)}" data-account="${escape(appId)}">
        <strong>${escape(name)}</strong> <code>${escape(appId)}</code>
        <em>${chinese} ${english(inEnglish)}</em>
      </button>`;
  return `<li>${form(path, kept, button)}</li>`;
}

/** The page on which an owner chooses the account that a platform may act for. 授权页 */
export function authorizationPage(request: AuthorizationRequest, accounts: Iterable<AccountState>): string {
  const { platform, path, redirectUri } = request;
  const all = [...accounts].filter((account) => request.takes(account));
  const shown = all.slice(0, MOST_SHOWN).map((account) => accountForm(request, account));
  const list = shown.length > 0 ? `<ul>${shown.join('')}</ul>` : '';
  const rest = all.length - shown.length;
  const more = rest > 0 ? `<p>${english(`${rest} more; name one with biz_appid.`)}</p>` : '';
  const isScanned = path === '/cgi-bin/componentloginpage';
  return page(
    `授权 · ${platform.name}`,
    `      <p class="sandbox">微信沙箱 ${english('WeChat sandbox')}</p>
      <h1>${escape(platform.name)}</h1>
      <p>申请：代你管理公众号或小程序<br />${english('wants to act for your account.')}</p>
      <dl>
        <dt>component_appid</dt><dd><code>${escape(platform.appId)}</code></dd>
        <dt>redirect_uri</dt><dd><code>${escape(redirectUri.href)}</code></dd>
      </dl>
      ${isScanned ? qrPicture() : ''}<p>授权哪个帐号？${english('Which account?')}</p>
      ${list}
      ${more}`,
  );
}
