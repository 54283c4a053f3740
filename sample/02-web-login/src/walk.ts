import assert from 'node:assert/strict';
import type { JsSdkConfig } from 'nestjs-wechat-sdk';
import { line, step } from '../../shared/terminal.js';
import { Browser, type Visit } from './browser.js';
import type { Stage } from './setting.js';

/** Whoever WeChat asks: they agree, or do not. */
interface Person {
  readonly nickname: string;
  readonly openid: string;
  authorize(url: string): Promise<string>;
  refuse(url: string): Promise<string>;
}

/** Goes through every page as people of the sandbox would; a wrong page ends it with an error. */
export async function walk(origin: string, { account, website }: Stage): Promise<void> {
  const alice = account.person({ nickname: 'Alice 小雅' });
  const bob = website.person({ nickname: 'Bob 小波' });
  const browser = new Browser(origin);

  step('Alice opens a page that wants her openid', '静默授权 snsapi_base');
  const me = await logIn(browser, '/me', alice);
  assert.ok(me.body.includes(alice.openid), 'the page does not show who Alice is');
  line('shop', `shows openid ${alice.openid}`);
  assert.equal((await browser.open('/me')).status, 200);
  line('Alice', 'opens it again: nobody is asked any more');

  step('She opens one that wants name and picture, and refuses', '用户拒绝');
  const asked = await browser.open('/profile');
  line('WeChat', `asks Alice for ${new URL(asked.location).searchParams.get('scope')}`);
  const refused = await browser.open(await alice.refuse(asked.location));
  assert.equal(refused.status, 403);
  line('shop', 'shows its own page, with status 403');

  step('She thinks better of it', '网页授权 snsapi_userinfo');
  const profile = await logIn(browser, '/profile', alice);
  assert.ok(profile.body.includes(alice.nickname), 'the page does not show the name');
  line('shop', `shows "${alice.nickname}" and her picture`);

  step('Bob opens the website at a desk', '网站扫码登录 snsapi_login');
  const desk = await logIn(new Browser(origin), '/desk', bob);
  assert.ok(desk.body.includes(bob.nickname), 'the page does not show who Bob is');
  line('site', `shows "${bob.nickname}"`);

  step('A page wants to call WeChat', 'JS-SDK 签名');
  await signPages(browser, origin, account);

  step('Alice logs out', '退出登录');
  await browser.open('/logout');
  const after = await browser.open('/me');
  assert.equal(after.status, 302);
  line('shop', 'knows her no longer, and sends her to WeChat');
}

/** Opens a page, goes where it sends the visitor, and comes back to it. */
async function logIn(browser: Browser, path: string, person: Person): Promise<Visit> {
  const [name = ''] = person.nickname.split(' ');
  const sent = await browser.open(path);
  assert.equal(sent.status, 302, `${path} is open to everybody`);
  line(name, `opens ${path} and is sent to ${new URL(sent.location).pathname}`);
  const returned = await person.authorize(sent.location);
  line('WeChat', `sends ${name} back with code and state`);
  const clean = await browser.open(returned);
  assert.equal(new URL(clean.location).search, '', 'code or state stay in the address');
  const page = await browser.open(clean.location);
  assert.equal(page.status, 200);
  return page;
}

async function signPages(browser: Browser, origin: string, account: Stage['account']): Promise<void> {
  const url = `${origin}/js-sdk?from=singlemessage`;
  const ask = (address: string) => browser.open(`/js-sdk/config?url=${encodeURIComponent(address)}`);
  const { body } = await ask(`${url}#menu`);
  assert.ok(account.checkJsSdk({ ...(JSON.parse(body) as JsSdkConfig), url }), 'the signature is wrong');
  line('WeChat', `takes the signature of ${url}`);
  const foreign = await ask('https://shop.example.net/');
  assert.equal(foreign.status, 403);
  line('shop', 'signs no page of somebody else: 403');
}
