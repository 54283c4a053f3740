import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe('cardManagement', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  /** What the sandbox was asked last. */
  const last = () => {
    const { method, path, query, body } = started.sandbox.requests.at(-1) ?? {};
    return { route: `${method} ${path}`, query, body };
  };
  const asked = (route: string, body?: unknown) => expect(last()).toMatchObject({ route, body });

  it('lists the cards of a person', async () => {
    expect(await shop.cardManagement.listOfUser('o1')).toMatchObject({
      card_list: [{ card_id: 'card_id', code: 'code' }],
    });
    expect(last()).toEqual({ route: 'POST /card/user/getcardlist', query: {}, body: { openid: 'o1' } });
    await shop.cardManagement.listOfUser('o1', 'pX');
    expect(last().body).toEqual({ openid: 'o1', card_id: 'pX' });
  });

  it('reads a card', async () => {
    expect(await shop.cardManagement.get('pX')).toMatchObject({ card_type: 'card_type' });
    asked('POST /card/get', { card_id: 'pX' });
  });

  it('lists cards, fifty a page', async () => {
    expect(await collect(shop.cardManagement.list())).toEqual(['card_id_list']);
    expect(last()).toEqual({ route: 'POST /card/batchget', query: {}, body: { offset: 0, count: 50 } });
    await collect(shop.cardManagement.list(['CARD_STATUS_VERIFY_OK']));
    expect(last().body).toEqual({ offset: 0, count: 50, status_list: ['CARD_STATUS_VERIFY_OK'] });
    expect(await shop.cardManagement.getPage(20, 10)).toMatchObject({ total_num: 1 });
    expect(last().body).toEqual({ offset: 20, count: 10 });
    await expect(shop.cardManagement.getPage(0, 51)).rejects.toThrow(
      new RangeError('count takes 1 to 50, not 51'),
    );
    started.sandbox.fail('POST /card/batchget', { errcode: 48001 });
    await expect(collect(shop.cardManagement.list())).rejects.toMatchObject({ errcode: 48001 });
  });

  it('changes a card under the field of its kind', async () => {
    expect(await shop.cardManagement.update('pX', 'groupon', { base_info: { title: '新' } })).toBe(true);
    asked('POST /card/update', { card_id: 'pX', groupon: { base_info: { title: '新' } } });
  });

  it('changes the stock both ways', async () => {
    await shop.cardManagement.changeStock('pX', 5);
    expect(last()).toEqual({
      route: 'POST /card/modifystock',
      query: {},
      body: { card_id: 'pX', increase_stock_value: 5 },
    });
    await shop.cardManagement.changeStock('pX', -5);
    expect(last().body).toEqual({ card_id: 'pX', reduce_stock_value: 5 });
    for (const change of [0, 1.5, Number.NaN])
      await expect(shop.cardManagement.changeStock('pX', change)).rejects.toThrow(RangeError);
  });

  it('changes and ends codes, and deletes cards', async () => {
    await shop.cardManagement.updateCode('1', '2', 'pX');
    asked('POST /card/code/update', { code: '1', new_code: '2', card_id: 'pX' });
    await shop.cardManagement.updateCode('1', '2');
    expect(last().body).toEqual({ code: '1', new_code: '2' });
    await shop.cardManagement.delete('pX');
    expect(last()).toEqual({ route: 'POST /card/delete', query: {}, body: { card_id: 'pX' } });
    await shop.cardManagement.makeCodeUnavailable('1', { reason: '退款' });
    expect(last()).toEqual({
      route: 'POST /card/code/unavailable',
      query: {},
      body: { code: '1', reason: '退款' },
    });
    await shop.cardManagement.makeCodeUnavailable('1', { card_id: 'pX', reason: '退款' });
    expect(last().body).toEqual({ code: '1', card_id: 'pX', reason: '退款' });
    await shop.cardManagement.makeCodeUnavailable('1');
    expect(last().body).toEqual({ code: '1' });
  });

  const range = { begin_date: '2026-01-01', end_date: '2026-03-03' };
  it('reports on cards', async () => {
    const { cardManagement } = shop;
    expect(await cardManagement.getReport(range)).toMatchObject([{ ref_date: 'ref_date', view_cnt: 1 }]);
    asked('POST /datacube/getcardbizuininfo', { ...range, cond_source: 1 });
    await cardManagement.getReport(range, 0);
    expect(last().body).toEqual({ ...range, cond_source: 0 });
    expect(await cardManagement.getCouponReport(range)).toMatchObject([{ card_id: 'card_id' }]);
    expect(last()).toEqual({
      route: 'POST /datacube/getcardcardinfo',
      query: {},
      body: { ...range, cond_source: 1 },
    });
    await cardManagement.getCouponReport(range, 'pX', 0);
    expect(last().body).toEqual({ ...range, cond_source: 0, card_id: 'pX' });
    expect(await cardManagement.getMemberCardReport(range)).toMatchObject([{ active_cnt: 1 }]);
    asked('POST /datacube/getcardmembercardinfo', { ...range, cond_source: 1 });
    expect(await cardManagement.getMemberCardDetail(range, 'pX')).toMatchObject([{ new_user: 1 }]);
    asked('POST /datacube/getcardmembercarddetail', { ...range, card_id: 'pX' });
  });

  it.each([
    ['2026-01-01', '2026-03-04'],
    ['2026-01-02', '2026-01-01'],
    ['20260101', '2026-01-02'],
    ['2026-01-01', '2026-13-01'],
  ])('asks nothing for the days %s to %s', async (begin_date, end_date) => {
    const wrong = { begin_date, end_date };
    await expect(shop.cardManagement.getReport(wrong)).rejects.toThrow(RangeError);
    await expect(shop.cardManagement.getCouponReport(wrong)).rejects.toThrow(RangeError);
    await expect(shop.cardManagement.getMemberCardReport(wrong)).rejects.toThrow(RangeError);
    await expect(shop.cardManagement.getMemberCardDetail(wrong, 'pX')).rejects.toThrow(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});
