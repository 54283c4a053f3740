import type { PersonState } from '../account/person.state.js';
import type { AuthorizeRequest } from '../login/authorize.request.js';
import { english, escape, form, page, qrPicture } from './page.frame.js';

/** What is asked of the person, in both languages. */
const SCOPES: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  snsapi_base: ['静默获取你的 openid', 'learn your openid, which WeChat gives without asking'],
  snsapi_userinfo: ['获取你的昵称、头像', 'learn your nickname and picture'],
  snsapi_login: ['登录网站，获取你的昵称、头像', 'log you in and learn your nickname and picture'],
};

function askAgain({ path, parameters }: AuthorizeRequest, contents: string): string {
  const kept = parameters.filter(([name]) => name !== 'as' && name !== 'nickname');
  return form(path, kept, contents);
}

function personForm(request: AuthorizeRequest, { openid, nickname }: PersonState): string {
  const button = `<button class="person" name="as" value="${escape(openid)}" data-person="${escape(openid)}">
        <strong>${escape(nickname)}</strong> <code>${escape(openid)}</code>
        <em>允许 ${english('Allow')}</em>
      </button>`;
  return `<li>${askAgain(request, button)}</li>`;
}

/** The page on which a person of the sandbox agrees to a login, or does not. */
export function loginPage(request: AuthorizeRequest): string {
  const { site, scope, redirectUri } = request;
  const [chinese, inEnglish] = SCOPES[scope] as readonly [string, string];
  const isWebsite = site.kind === 'website-app';
  const people = [...site.people.values()].map((person) => personForm(request, person));
  const list = people.length > 0 ? `<ul>${people.join('')}</ul>` : '';
  const newcomer = askAgain(
    request,
    `<label>昵称 ${english('Nickname')} <input name="nickname" maxlength="32" autocomplete="off" /></label>
      <button name="as" value="new" data-action="new">新访客 ${english('New visitor')}</button>`,
  );
  const refusal = askAgain(
    request,
    `<button class="refuse" name="as" value="deny" data-action="refuse">拒绝 ${english('Refuse')}</button>`,
  );
  return page(
    `${isWebsite ? '微信登录' : '网页授权'} · ${site.name}`,
    `      <p class="sandbox">微信沙箱 ${english('WeChat sandbox')}</p>
      <h1>${escape(site.name)}</h1>
      <p>申请：${chinese}<br />${english(`wants to ${inEnglish}.`)}</p>
      <dl>
        <dt>appid</dt><dd><code>${escape(site.appId)}</code></dd>
        <dt>scope</dt><dd><code data-scope="${scope}">${scope}</code></dd>
        <dt>redirect_uri</dt><dd><code>${escape(redirectUri.href)}</code></dd>
      </dl>
      ${isWebsite ? `${qrPicture()}<p>谁来扫码？${english('Who scans the code?')}</p>` : `<p>以谁的身份继续？${english('Who are you?')}</p>`}
      ${list}
      ${newcomer}
      ${refusal}`,
  );
}
