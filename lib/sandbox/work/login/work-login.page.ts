import { english, escape, form, page, qrPicture } from '../../open/page.frame.js';
import { MemberState } from '../contacts/member.state.js';
import type { CustomerState } from '../customer/customer.state.js';
import type { WorkLoginRequest } from './work-login.request.js';

/** What is asked, in both languages. */
const SCOPES: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  snsapi_base: ['获取你的身份', 'learn who you are, which is told without asking'],
  snsapi_privateinfo: ['获取你的手机号、邮箱等信息', 'learn your number, mail and picture'],
};

/** Answers of the page; an id stands behind those that name somebody. */
export const ANSWERS = { member: 'member:', visitor: 'visitor:', newVisitor: 'new', deny: 'deny' } as const;

function askAgain({ path, parameters }: WorkLoginRequest, contents: string): string {
  const kept = parameters.filter(([name]) => name !== 'as' && name !== 'nickname');
  return form(path, kept, contents);
}

function personForm(request: WorkLoginRequest, who: MemberState | CustomerState): string {
  const isMember = who instanceof MemberState;
  const id = isMember ? who.userid : who.externalUserId;
  const kind = isMember ? '成员' : '外部访客';
  const button = `<button class="person" name="as" value="${escape((isMember ? ANSWERS.member : ANSWERS.visitor) + id)}" data-person="${escape(id)}">
        <strong>${escape(who.name)}</strong> <code>${escape(id)}</code>
        <em>${kind} ${english(isMember ? 'Member' : 'Visitor')}</em>
      </button>`;
  return `<li>${askAgain(request, button)}</li>`;
}

/** The page on which somebody of the sandbox logs in with WeCom, or does not. */
export function workLoginPage(request: WorkLoginRequest): string {
  const { corp, agent, scope, redirectUri } = request;
  const isInApp = request.page === 'app';
  const [chinese, inEnglish] = SCOPES[scope] as readonly [string, string];
  const people = [...corp.book.members, ...(isInApp ? corp.clientele.customers.list : [])];
  const list = people.length > 0 ? `<ul>${people.map((who) => personForm(request, who)).join('')}</ul>` : '';
  const newcomer = askAgain(
    request,
    `<label>昵称 ${english('Nickname')} <input name="nickname" maxlength="32" autocomplete="off" /></label>
      <button name="as" value="${ANSWERS.newVisitor}" data-action="new">新的外部访客 ${english('New visitor')}</button>`,
  );
  const refusal = askAgain(
    request,
    `<button class="refuse" name="as" value="${ANSWERS.deny}" data-action="refuse">拒绝 ${english('Refuse')}</button>`,
  );
  const name = agent?.title ?? corp.name;
  return page(
    `${isInApp ? '网页授权' : '企业微信登录'} · ${name}`,
    `      <p class="sandbox">微信沙箱 · 企业微信 ${english('WeChat sandbox, WeCom')}</p>
      <h1>${escape(name)}</h1>
      <p>申请：${chinese}<br />${english(`wants to ${inEnglish}.`)}</p>
      <dl>
        <dt>corpid</dt><dd><code>${escape(corp.corpId)}</code></dd>
        <dt>scope</dt><dd><code data-scope="${scope}">${scope}</code></dd>
        <dt>redirect_uri</dt><dd><code>${escape(redirectUri.href)}</code></dd>
      </dl>
      ${isInApp ? `<p>以谁的身份继续？${english('Who are you?')}</p>` : `${qrPicture()}<p>谁来扫码？${english('Who scans the code?')}</p>`}
      ${list}
      ${isInApp ? newcomer : ''}
      ${refusal}`,
  );
}
