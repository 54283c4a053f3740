import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const CARD = { openid: 'o1', notify_type: 1001, notify_code: 'c0de' };

describe('Subscription messages of a mini program', () => {
  let started: StartedMiniProgram;
  let subscribeMessage: MiniProgram['subscribeMessage'];
  beforeAll(async () => {
    started = await startMiniProgram();
    ({ subscribeMessage } = started.mini);
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('reach who subscribed, once for each time, in the form WeChat wants', async () => {
    const person = started.account.person();
    const { openid } = person;
    person.subscribeTo('t1');
    await subscribeMessage.send(
      openid,
      't1',
      { thing1: '奶茶' },
      { page: 'index?a=b', miniprogramState: 'trial' },
    );
    expect(await person.nextMessage()).toMatchObject({
      kind: 'subscribe',
      message: {
        touser: openid,
        template_id: 't1',
        page: 'index?a=b',
        miniprogram_state: 'trial',
        data: { thing1: { value: '奶茶' } },
      },
    });
    const again = subscribeMessage.send(openid, 't1', { thing1: '奶茶' });
    await expect(again).rejects.toMatchObject({ errcode: 43101 });
    expect(person.received).toHaveLength(1);
  });

  it('have templates of their own, managed as those of official accounts', async () => {
    expect(await subscribeMessage.addTemplate(401, [1, 2], '测试数据')).toBe('priTmplId');
    expect(last()?.body).toEqual({ tid: '401', kidList: [1, 2], sceneDesc: '测试数据' });
    await subscribeMessage.deleteTemplate('p1');
    expect(last()).toMatchObject({ path: '/wxaapi/newtmpl/deltemplate', body: { priTmplId: 'p1' } });
    expect(await subscribeMessage.listTemplates()).toHaveLength(1);
    expect(await subscribeMessage.listCategories()).toHaveLength(1);
    expect(await subscribeMessage.listKeywords(99)).toHaveLength(1);
    const titles: unknown[] = [];
    for await (const title of subscribeMessage.listPublicTemplates([2])) titles.push(title);
    expect(titles).toHaveLength(1);
  });

  it('are followed by service cards, whose contents travel as JSON within JSON', async () => {
    await subscribeMessage.setUserNotify(CARD, { cur_status: 1, wxa_path: '页' });
    expect(last()?.path).toBe('/wxa/set_user_notify');
    expect(last()?.body).toEqual({ ...CARD, content_json: '{"cur_status":1,"wxa_path":"页"}' });
    await subscribeMessage.setUserNotify(
      CARD,
      { cur_status: 2 },
      { pay_amount: 1005, pay_time: 1_683_525_070 },
    );
    expect(last()?.body).toEqual({
      ...CARD,
      content_json: '{"cur_status":2}',
      check_json: '{"pay_amount":1005,"pay_time":1683525070}',
    });
    const pay_info = '{"transaction_id":"4200"}';
    await subscribeMessage.setUserNotifyExt(CARD, { pay_info });
    expect(last()?.path).toBe('/wxa/set_user_notifyext');
    expect(last()?.body).toEqual({ ...CARD, ext_json: JSON.stringify({ pay_info }) });
    expect(await subscribeMessage.getUserNotify(CARD)).toMatchObject({ code_state: 1 });
    expect(last()).toMatchObject({ path: '/wxa/get_user_notify', body: CARD });
    started.sandbox.fail('POST /wxa/set_user_notify', { errcode: 85438 });
    await expect(subscribeMessage.setUserNotify(CARD, {})).rejects.toMatchObject({ errcode: 85438 });
  });
});
