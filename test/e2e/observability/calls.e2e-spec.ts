import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CallReport, getWeChatToken, type OfficialAccount, wechatChannels } from 'nestjs-wechat-sdk';
import { fen } from 'nestjs-wechat-sdk/pay';
import { workGroupRobot, workMessage } from 'nestjs-wechat-sdk/work';
import { ReportListener } from '../../src/report.listener.js';
import { type StartedApp, startApp } from '../../src/start-app.js';
import { startPay } from '../../src/start-pay.js';
import { startWork } from '../../src/start-work.js';
import { failureOf } from '../../unit/failure.js';

const MENU = 'GET /cgi-bin/menu/get';
const SEND = 'POST /cgi-bin/message/custom/send';
const TOKEN = 'POST /cgi-bin/stable_token';

const open: Array<{ close(): Promise<unknown> }> = [];
let reports: ReportListener;
beforeEach(() => {
  reports = new ReportListener();
});
afterEach(async () => {
  reports.stop();
  for (const one of open.splice(0)) await one.close();
});

/** All but how long it took, which is some milliseconds. */
function told(): object[] {
  return reports.call.map(({ duration, ...others }) => {
    expect(duration).toBeGreaterThan(0);
    return others;
  });
}

describe('Calls of an account', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeEach(async () => {
    started = await startApp('express');
    open.push(started);
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    await shop.account.getCallbackIps();
    reports.forget();
  });

  it('are reported once, with the fetch of the token they waited for', async () => {
    const clients = await startApp('express');
    open.push(clients);
    await clients.app.get<OfficialAccount>(getWeChatToken('shop')).account.getCallbackIps();
    expect(told()).toEqual([
      { client: 'shop', route: TOKEN, outcome: 'ok', attempts: 1 },
      { client: 'shop', route: 'GET /cgi-bin/getcallbackip', outcome: 'ok', attempts: 1 },
    ]);
  });

  it('are refused with an errcode', async () => {
    started.sandbox.fail(SEND, { errcode: 45015, times: 1 });
    const error = await failureOf(shop.customMessage.sendText('o1', 'hello'));
    expect(error).toMatchObject({ errcode: 45015 });
    expect(told()).toEqual([
      { client: 'shop', route: SEND, outcome: 'refused', errcode: 45015, error: 'WECHAT_API', attempts: 1 },
    ]);
  });

  it('are one call however often they are sent: when WeChat is busy, and with another token', async () => {
    started.sandbox.fail('GET /cgi-bin/getcallbackip', { errcode: -1, times: 2 });
    await shop.account.getCallbackIps();
    started.account.revokeTokens();
    await shop.account.getCallbackIps();
    expect(told()).toEqual([
      { client: 'shop', route: 'GET /cgi-bin/getcallbackip', outcome: 'ok', attempts: 3 },
      { client: 'shop', route: TOKEN, outcome: 'ok', attempts: 1 },
      { client: 'shop', route: 'GET /cgi-bin/getcallbackip', outcome: 'ok', attempts: 2 },
    ]);
  });

  it('fail on the way', async () => {
    started.sandbox.fail(SEND, { drop: true, times: 1 });
    await failureOf(shop.customMessage.sendText('o1', 'hello'));
    started.sandbox.fail(SEND, { status: 502, times: 1 });
    await failureOf(shop.customMessage.sendText('o1', 'hello'));
    started.sandbox.delay(SEND, 5_000, 1);
    await failureOf(shop.request(SEND, { body: { touser: 'o1', msgtype: 'text' }, timeout: 50 }));
    const failed = { client: 'shop', route: SEND, outcome: 'failed', attempts: 1 };
    expect(told()).toEqual([
      { ...failed, error: 'WECHAT_HTTP' },
      { ...failed, error: 'WECHAT_HTTP', status: 502 },
      { ...failed, error: 'WECHAT_TIMEOUT' },
    ]);
  });

  it('are none of WeChat’s failures when the caller gave up, before they were sent or after', async () => {
    await failureOf(shop.request(MENU, { signal: AbortSignal.abort() }));
    started.sandbox.delay(MENU, 5_000, 1);
    await failureOf(shop.request(MENU, { signal: AbortSignal.timeout(50) }));
    expect(told()).toEqual([
      expect.objectContaining({ route: MENU, outcome: 'aborted' }),
      { client: 'shop', route: MENU, outcome: 'aborted', attempts: 1 },
    ]);
  });

  it('that were never sent have no attempt: without a token, and with one that is none of theirs', async () => {
    const untold = await startApp('express');
    open.push(untold);
    untold.sandbox.fail(TOKEN, { errcode: 40125, times: 1 });
    const client = untold.app.get<OfficialAccount>(getWeChatToken('shop'));
    const refused = { client: 'shop', outcome: 'refused', errcode: 40125, error: 'WECHAT_API' };
    await failureOf(client.menu.get());
    const platformsOwn = 'POST /cgi-bin/component/api_query_auth';
    await failureOf(client.requestUntyped(platformsOwn));
    expect(told()).toEqual([
      { ...refused, route: TOKEN, attempts: 1 },
      { ...refused, route: MENU, attempts: 0 },
      { client: 'shop', route: platformsOwn, outcome: 'failed', error: 'WECHAT_CONFIG', attempts: 0 },
    ]);
  });

  it('are told to whoever knows the channel by its name alone', async () => {
    const names: unknown[] = [];
    const listener = (report: unknown, name: string | symbol): void =>
      void names.push([name, (report as CallReport).route]);
    subscribe('nestjs-wechat-sdk:call', listener);
    await shop.account.getCallbackIps();
    unsubscribe('nestjs-wechat-sdk:call', listener);
    await shop.account.getCallbackIps();
    expect(names).toEqual([['nestjs-wechat-sdk:call', 'GET /cgi-bin/getcallbackip']]);
  });

  it('are heard of in the async context of whoever made them, so that a trace finds its parent', async () => {
    const traces = new AsyncLocalStorage<string>();
    const heard: unknown[] = [];
    const listener = (): void => void heard.push(traces.getStore());
    wechatChannels.call.subscribe(listener);
    await Promise.all(
      ['first', 'second'].map((trace) => traces.run(trace, () => shop.account.getCallbackIps())),
    );
    wechatChannels.call.unsubscribe(listener);
    expect(heard.toSorted()).toEqual(['first', 'second']);
  });
});

describe('Calls of other products', () => {
  it('of WeChat Pay carry its words, v2 and files included', async () => {
    const started = await startPay();
    open.push(started);
    const { shop, sandbox, merchant, url } = started;
    const order = { appid: 'wx1234567890abcdef', description: '一杯咖啡', out_trade_no: 'coffee-0001' };
    const notify_url = `${url}/wechat/pay`;
    await shop.transactions.native({ ...order, notify_url, amount: { total: fen(1288) } });
    await merchant.pay('coffee-0001');
    const billDate = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const bill = await shop.bills.tradeBill({ billDate });
    await text(await shop.bills.download(bill));
    const query = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';
    sandbox.fail(/out-trade-no/, { code: 'FREQUENCY_LIMITED', status: 429, times: 9 });
    await failureOf(shop.transactions.queryByOutTradeNo('coffee-0001'));
    const v2 = 'POST /pay/orderquery';
    const body = { appid: order.appid, out_trade_no: 'coffee-0002' };
    await failureOf(shop.v2.request(v2, { body }));
    await failureOf(shop.v2.request(v2, { body: { ...body, sign_type: 'RSA' } }));
    const call = { client: 'pay', outcome: 'ok', attempts: 1 };
    const refused = { client: 'pay', outcome: 'refused', error: 'WECHAT_PAY' };
    expect(told()).toEqual([
      { ...call, route: 'POST /v3/pay/transactions/native' },
      { ...call, route: 'GET /v3/bill/tradebill' },
      { ...call, route: 'GET /v3/billdownload/file' },
      { ...refused, route: query, errcode: 'FREQUENCY_LIMITED', status: 429, attempts: 3 },
      { ...refused, route: v2, errcode: 'ORDERNOTEXIST', status: 200, attempts: 1 },
      { client: 'pay', route: v2, outcome: 'failed', attempts: 0 },
    ]);
  });

  it('of WeCom do, each by its client, and a robot’s address holds no key', async () => {
    const started = await startWork();
    open.push(started);
    const { assistant, clients, console } = started;
    console.member({ userid: 'zhangsan' });
    await assistant.messages.send({ userIds: ['zhangsan'] }, workMessage.text('早'));
    const robot = clients.add('alarm', workGroupRobot({ webhookUrl: console.groupRobot().webhookUrl }));
    await robot.sendText('磁盘已满');
    const call = { outcome: 'ok', attempts: 1 };
    expect(told()).toEqual([
      { ...call, client: 'corp/assistant', route: 'GET /cgi-bin/gettoken' },
      { ...call, client: 'corp/assistant', route: 'POST /cgi-bin/message/send' },
      { ...call, client: 'alarm', route: 'POST /cgi-bin/webhook/send' },
    ]);
  });
});
