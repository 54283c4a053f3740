import assert from 'node:assert/strict';
import { line, step } from '../../shared/terminal.js';
import { Browser } from './browser.js';
import type { Stage } from './stage.js';

/** Plays what happens between an application, members, and customers; a wrong answer ends it with an error. */
export async function tell(stage: Stage, url: string): Promise<void> {
  await askForLeave(stage);
  await openPage(stage, url);
  await addMember(stage);
  await talkToService(stage);
  await askBot(stage);
}

async function askForLeave({ corp, member, boss, team }: Stage): Promise<void> {
  step('The console checks the address', '设置API接收');
  await corp.agent('assistant').verifyCallbackUrl();
  line('app', 'answers with the echostr, for the signature is right');

  step('A member asks for leave', '接收消息，模板卡片');
  line('Xiaoya', '请假 明天看病');
  const { text = '' } = await member.say('请假 明天看病');
  line('app', text);
  assert.match(text, /已提交/);
  const card = boss.messages.at(-1);
  assert.ok(card?.card, 'the boss was sent no card');
  line('boss', `receives the card "${card.text}"`);

  step('The boss taps [同意]', 'template_card_event');
  const tapped = await boss.tapCard(card, 'approve');
  assert.equal(tapped.kind, 'update_button');
  line('app', `changes the button to "${boss.messages.at(-1)?.replacedButton}"`);
  assert.equal(boss.messages.at(-1)?.replacedButton, '已同意 Approved');
  line('Xiaoya', `receives "${member.messages.at(-1)?.text}"`);
  assert.match(member.messages.at(-1)?.text ?? '', /已同意.*明天看病/);
  line('group', `reads "${team.messages.at(-1)?.text}"`);
  assert.equal(team.messages.length, 1);
}

async function openPage({ member }: Stage, url: string): Promise<void> {
  step('The member opens a page in a browser', '企业微信登录');
  const browser = new Browser(url);
  const sent = await browser.open('/me');
  assert.equal(sent.status, 302, '/me is open to everybody');
  line('WeCom', `shows a code to scan, at ${new URL(sent.location).pathname}`);
  const { location } = await browser.open(await member.authorize(sent.location));
  const { status, body } = await browser.open(location);
  assert.equal(status, 200);
  assert.ok(body.includes('明天看病'), 'the page does not show the leave');
  line('app', `knows her by userid ${member.userid}, and shows the leave`);
}

async function addMember({ corp, member }: Stage): Promise<void> {
  step('A customer adds the member', '客户联系，欢迎语');
  const customer = corp.customer({ name: '李女士' });
  await customer.addMember(member);
  const welcome = customer.messages.at(-1);
  assert.equal(welcome?.by, 'welcome');
  line('Ms Li', `receives "${welcome.text}"`);
}

async function talkToService({ corp, member }: Stage): Promise<void> {
  step('Another one writes to customer service', '微信客服');
  const service = corp.kfAccount({ name: '茶山客服', servicers: [member] });
  const customer = corp.customer({ name: '陈先生' });
  await customer.enterKf(service);
  line('app', `welcomes with a menu: "${customer.messages.at(-1)?.text}"`);
  await customer.tapKfMenu(service, 'hours', '营业时间 Hours');
  line('Mr Chen', `taps [营业时间], and receives "${customer.messages.at(-1)?.text}"`);
  assert.match(customer.messages.at(-1)?.text ?? '', /9:00/);
  line('Mr Chen', '转人工');
  await customer.sayToKf(service, '转人工');
  line('app', `"${customer.messages.at(-1)?.text}"`);
  assert.equal(service.serviceState(customer), 2);
  await service.take(member, customer);
  await service.answer(customer, '您好，我是小雅');
  line('Xiaoya', 'takes the conversation over; the app keeps out of it');
  assert.equal(customer.messages.at(-1)?.text, '您好，我是小雅');
}

async function askBot({ bot, boss }: Stage): Promise<void> {
  step('The boss asks the bot', '智能机器人，流式消息');
  line('boss', '谁在请假？');
  const { text, isFinished } = await bot.ask('谁在请假？', { userId: boss.userid });
  assert.ok(isFinished, 'the answer has no end');
  assert.match(text, /小雅.*明天看病.*已同意/);
  line('bot', 'writes, and is seen writing');
  for (const written of text.trim().split('\n')) line('bot', written);
}
