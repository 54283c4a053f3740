import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import type { SandboxAccount, SandboxMiniProgram, SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { line } from '../../shared/terminal.js';
import type { Service } from './service.js';
import type { Stage } from './stage.js';
import { visit } from './visit.js';

/** The stage, and the application on it. */
export type Scene = Stage & { readonly service: Service };

/** Follows a link of the first page to WeChat, chooses the account there, and comes back. */
export async function authorizeOnPage(
  { service, sandbox }: Scene,
  { appId, name }: SandboxAccount | SandboxMiniProgram,
  device: 'pc' | 'mobile',
): Promise<void> {
  const sent = await visit(`${service.url}/authorize?device=${device}`);
  const page = new URL(sent.location);
  assert.equal(page.origin, sandbox.url, 'the link leads elsewhere');
  line('desk', `sends the owner of ${name} to ${page.pathname}`);
  const offer = await visit(page.href);
  assert.ok(offer.body.includes(appId), 'the page does not offer the account');
  page.searchParams.set('as', appId);
  const chosen = await visit(page.href);
  line('WeChat', 'pushes "authorized", and sends the owner back with auth_code');
  const taken = await visit(chosen.location);
  assert.equal(taken.location, `/merchants/${appId}`);
  const { body } = await visit(service.url + taken.location);
  assert.ok(body.includes(name) && body.includes('class="portrait"'), 'name or picture is missing');
  line('desk', `shows "${name}" and its picture`);
}

export async function seeListed(
  service: Service,
  accounts: ReadonlyArray<{ readonly name: string; readonly appId: string }>,
): Promise<void> {
  const { body } = await visit(`${service.url}/`);
  const shown = body.match(/(?<=href="\/merchants\/)\w+/g) ?? [];
  const expected = accounts.map(({ appId }) => appId);
  assert.deepEqual(shown.toSorted(), expected.toSorted(), 'the list is wrong');
  line('desk', `lists ${accounts.map(({ name }) => name).join(', ')}`);
}

/** Alice gets to know the tea house, Bob the bookshop, Carol the mini program. */
export async function talk(alice: SandboxPerson, { books, game }: Scene): Promise<void> {
  line('Alice', 'follows the tea house');
  hear('tea', (await alice.subscribe()).text, /^欢迎关注 Tea House 茶馆/);
  for (const [said, expected] of [
    ['叫我 小雅', /^好的，小雅/],
    ['龙井?', /^Tea House 茶馆：小雅，.*龙井\?$/],
  ] as const) {
    line('Alice', said);
    hear('tea', (await alice.say(said)).text, expected);
  }
  line('Alice', 'turns away, and follows again');
  await alice.unsubscribe();
  // the same event of the same second would be a repeat, and answered as the first was
  await pass(1000);
  hear('tea', (await alice.subscribe()).text, /^小雅，欢迎回到 Tea House 茶馆/);

  const bob = books.person({ nickname: 'Bob 小波' });
  line('Bob', 'follows the bookshop');
  hear('books', (await bob.subscribe()).text, /^欢迎关注 Bookshop 书店/);

  const carol = game.person({ nickname: 'Carol 小卡' });
  line('Carol', 'help (in the mini program)');
  assert.equal((await carol.say('help')).kind, 'none');
  const { message } = await carol.nextMessage();
  hear('game', (message['text'] as { content: string }).content, /^Puzzle 拼图：.*help$/);
}

function hear(who: string, text = '', expected: RegExp): void {
  line(who, text);
  assert.match(text, expected);
}

/** Logs a person in to a page of the account's. */
export async function logIn(service: Service, account: SandboxAccount, person: SandboxPerson): Promise<void> {
  const { appId, name } = account;
  const sent = await visit(`${service.url}/merchants/${appId}/me`);
  const asked = new URL(sent.location).searchParams;
  assert.ok(asked.has('component_appid'), 'the platform is not named');
  line(
    'desk',
    `sends her to WeChat: appid=${asked.get('appid')} component_appid=${asked.get('component_appid')}`,
  );
  const clean = await visit(await person.authorize(sent.location), sent.cookie);
  const { body } = await visit(clean.location, clean.cookie);
  assert.ok(body.includes(person.openid) && body.includes(person.nickname), 'the page does not know Alice');
  line('desk', `shows "${person.nickname}", with the openid she has for ${name}`);
  const unknown = await visit(`${service.url}/merchants/wx0000000000000000/me`);
  assert.equal(unknown.status, 404);
  line('desk', 'has no such page for an account it does not know: 404');
}
