import assert from 'node:assert/strict';
import { line, step } from '../../shared/terminal.js';
import { authorizeOnPage, logIn, type Scene, seeListed, talk } from './scenes.js';

/** Plays what happens between a platform, its merchants and their followers; a wrong answer ends it with an error. */
export async function tell(scene: Scene): Promise<void> {
  const { platform, service, tea, books, game } = scene;

  step('WeChat sends the platform a ticket', 'component_verify_ticket');
  await platform.pushTicket();
  line('WeChat', `POST ${platform.callbackUrl}`);
  line('desk', 'keeps it: without one a platform gets no token');

  step('Owners authorize the platform', '授权');
  await authorizeOnPage(scene, tea, 'pc');
  await authorizeOnPage(scene, game, 'mobile');
  await platform.authorize(books);
  line('WeChat', `pushes "authorized" for ${books.name}, whose owner closed the page: that is enough`);
  await seeListed(service, [tea, game, books]);

  step('People follow and write; each account answers for itself', '代公众号处理消息');
  const alice = tea.person({ nickname: 'Alice 小雅' });
  await talk(alice, scene);

  step('Alice opens a page of the tea house', '代公众号发起网页授权');
  await logIn(service, tea, alice);

  step('The application is restarted', '凭证持久化');
  await restart(scene);

  step('WeChat checks the platform before it is released', '全网发布检测');
  for (const { step: tried, passed, detail } of await platform.launchCheck()) {
    assert.ok(passed, `${tried}: ${detail}`);
    line('WeChat', `${tried}: passed`);
  }

  step('An owner takes the consent back', '取消授权');
  await platform.unauthorize(books);
  await seeListed(service, [tea, game]);
  const { menu } = service.client.officialAccount(books.appId);
  await assert.rejects(menu.get(), { code: 'WECHAT_AUTHORIZATION' });
  line('desk', `cannot act for ${books.name} any more, and says so: WECHAT_AUTHORIZATION`);
}

/** Whatever WeChat gives once must have been kept: no ticket comes, and nobody authorizes anew. */
async function restart({ platform, service, tea, books, game }: Scene): Promise<void> {
  const before = platform.tokenFetches;
  await service.restart();
  await seeListed(service, [tea, game, books]);
  const { menu } = service.client.officialAccount(tea.appId);
  await menu.create([{ type: 'click', name: '今日 Today', key: 'TODAY' }]);
  assert.equal(tea.menu?.button.length, 1, 'the menu was not made');
  const after = platform.tokenFetches;
  assert.equal(after.component - before.component, 1, 'the ticket was not kept');
  assert.equal(after.authorizer - before.authorizer, 1, 'the refresh token was not kept');
  line('desk', `makes a menu for ${tea.name}, with ticket and refresh token from the file`);
}
