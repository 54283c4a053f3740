import assert from 'node:assert/strict';
import type { JsSdkConfig } from 'nestjs-wechat-sdk';
import type { SandboxAccount, SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { line, step } from '../../shared/terminal.js';
import type { Environment } from './environment.interface.js';

/** What runs. */
export interface Scene {
  readonly account: SandboxAccount;
  readonly environments: readonly Environment[];
  readonly hubUrl: string;
}

/** Shows what a hub is for; whatever is not as it should be ends it with an error. */
export async function show({ account, environments, hubUrl }: Scene): Promise<void> {
  const callAll = () => Promise.all(environments.map(({ url }) => read<string[]>(`${url}/hosts`)));
  const report = (answers: readonly string[][]): void =>
    environments.forEach(({ name }, index) =>
      line(name, `calls the API: WeChat is at ${answers[index]?.join(', ')}`),
    );

  step('Two processes without the app secret call the API', '中控服务器 access_token');
  report(await callAll());
  assert.equal(account.tokenFetches.stable, 1, 'the access token was fetched more than once');
  line('WeChat', 'handed out 1 access token, to the hub');

  step('Both sign pages of their own', 'jsapi_ticket');
  for (const environment of environments) await signPage(environment, account);
  assert.equal(account.ticketFetches.jsapi, 1, 'the ticket was fetched more than once');
  line('WeChat', 'handed out 1 ticket, to the hub');

  step('WeChat kills the token, both call at once', '40001');
  account.revokeTokens();
  report(await callAll());
  assert.equal(account.tokenFetches.stable, 2, 'not only the hub fetched a new token, or not once');
  line('WeChat', 'handed out 1 more access token, to the hub');

  step('People log in to either environment; WeChat knows the hub alone', '网页授权回调域名');
  const alice = account.person({ nickname: 'Alice 小雅' });
  for (const environment of environments) await comeBack(environment, hubUrl, alice);
  const unknown = await fetch(`${hubUrl}/hub/shop/production/cb/welcome?code=c&state=s`);
  assert.equal(unknown.status, 404);
  line('hub', 'sends nobody to an environment it does not know: 404');
}

async function signPage({ name, url }: Environment, account: SandboxAccount): Promise<void> {
  const page = `${url}/menu`;
  const config = await read<JsSdkConfig>(`${url}/js-sdk/config?url=${encodeURIComponent(page)}`);
  assert.ok(account.checkJsSdk({ ...config, url: page }), `the signature of ${name} is wrong`);
  line(name, `signs ${page}, and WeChat takes it`);
}

/** From an environment's page to WeChat, from there to the hub, and from the hub to where it began. */
async function comeBack({ name, url }: Environment, hubUrl: string, person: SandboxPerson): Promise<void> {
  const begun = await fetch(`${url}/welcome`, { redirect: 'manual' });
  const [cookie = ''] = begun.headers.getSetCookie().map((one) => one.split(';')[0]);
  const returned = await person.authorize(begun.headers.get('location') ?? '');
  assert.ok(returned.startsWith(`${hubUrl}/hub/shop/${name}/cb/welcome?`), 'WeChat sends people elsewhere');
  line('WeChat', `sends Alice to ${new URL(returned).pathname} of the hub`);
  const jump = await fetch(returned, { redirect: 'manual' });
  const target = jump.headers.get('location') ?? '';
  assert.ok(target.startsWith(`${url}/welcome?`), 'the springboard sends people elsewhere');
  const page = await fetch(target, { headers: { cookie } });
  const text = await page.text();
  assert.match(text, new RegExp(`^${name}: welcome back .* with a code$`));
  line('hub', `sends her on to ${new URL(target).origin}`);
  line(name, `shows "${text}"`);
}

async function read<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  const text = await response.text();
  assert.equal(response.status, 200, `${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
