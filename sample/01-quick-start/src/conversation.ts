import assert from 'node:assert/strict';
import type { INestApplication } from '@nestjs/common';
import { getWeChatToken, type OfficialAccount, WeChatClients } from 'nestjs-wechat-sdk';
import type { SandboxAccount, SandboxReply, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { line, step } from '../../shared/terminal.js';

const PATIENCE = 5000;

/** Plays a short conversation: people do something, the application answers; a wrong answer ends it with an error. */
export async function converse(app: INestApplication, sandbox: WeChatSandbox, account: SandboxAccount) {
  const shop = app.get<OfficialAccount>(getWeChatToken('shop'));
  const alice = account.person({ nickname: 'Alice 小雅' });
  const bob = account.person({ nickname: 'Bob 小波' });

  step('The console checks the address', '服务器配置');
  line('WeChat', `GET ${account.callbackUrl}?signature=…&echostr=…`);
  await account.verifyUrl();
  line('shop', 'answers with the echostr, for the signature is right');

  step('Alice follows the account', '关注');
  line('WeChat', `pushes the event "subscribe" (${account.mode})`);
  hear(await alice.subscribe(), /Welcome/);

  step('Alice writes', '文本消息');
  line('Alice', 'hello');
  hear(await alice.say('hello'), /Try/);
  line('Alice', 'echo: 你好, WeChat');
  hear(await alice.say('echo: 你好, WeChat'), /^你好, WeChat$/);

  step('The application asks who she is, ten times at once', '获取用户基本信息');
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.user.get(alice.openid)));
  assert.ok(
    answers.every(({ subscribe }) => subscribe === 1),
    'WeChat does not know Alice as a follower',
  );
  assert.equal(account.tokenFetches.stable, 1, 'the access token was fetched more than once');
  const [health] = app.get(WeChatClients).health();
  line('shop', `10 answers; the access token was fetched ${account.tokenFetches.stable} time`);
  line('shop', `and is live until ${health?.tokens.access_token?.expiresAt?.toLocaleTimeString('en-GB')}`);

  step('The application makes a menu, Alice taps it', '自定义菜单');
  await shop.menu.create([
    { type: 'click', name: '今日 Today', key: 'TODAY' },
    { type: 'view', name: '文档 Docs', url: 'https://developers.weixin.qq.com/doc/' },
  ]);
  line('Alice', 'taps [今日 Today]');
  hear(await alice.tap('TODAY'), /dumplings/);

  step('The application makes a QR code, Bob and Alice scan it', '带参数二维码');
  const { ticket } = await shop.account.createQrCode({ scene: 'table-7', expiresIn: 3600 });
  line('shop', `${shop.account.qrCodeUrl(ticket).slice(0, 72)}…`);
  line('Bob', 'is new: he scans and follows');
  hear(await bob.scan(ticket), /Welcome.*table-7/);
  line('Alice', 'follows already: she scans');
  hear(await alice.scan(ticket), /scanned.*table-7/);

  step('The application sends a template message, and hears what came of it', '模板消息');
  const template_id = account.addTemplate({ title: 'Order 订单', content: '{{dish.DATA}} at {{time.DATA}}' });
  const outcome = pushOf(sandbox, 'TEMPLATESENDJOBFINISH');
  const data = { dish: { value: 'dumplings 饺子' }, time: { value: '18:30' } };
  const msgid = await shop.template.send({ touser: alice.openid, template_id, data });
  await alice.nextMessage();
  line('Alice', `receives "${data.dish.value} at ${data.time.value}"`);
  await outcome;
  line('WeChat', `pushes the event "TEMPLATESENDJOBFINISH" for ${msgid}`);
}

/** Prints what the application answered, and sees that it is what it should be. */
function hear({ text = '' }: SandboxReply, expected: RegExp): void {
  line('shop', text);
  assert.match(text, expected);
}

/** Resolves once the application has answered a push of this kind. */
function pushOf(sandbox: WeChatSandbox, kind: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`WeChat pushed no ${kind}`)), PATIENCE);
    sandbox.on('exchange', (exchange) => {
      if (exchange.kind !== kind) return;
      clearTimeout(timer);
      if (exchange.response?.status === 200) resolve();
      else reject(new Error(`The application did not take ${kind}: ${exchange.error}`));
    });
  });
}
