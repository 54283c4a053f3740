import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const base_info = {
  logo_url: 'https://a.b/logo.png',
  code_type: 'CODE_TYPE_TEXT',
  brand_name: '微信餐厅',
  title: '132元双人火锅套餐',
  color: 'Color010',
  notice: '使用时向服务员出示此券',
  description: '不可与其他优惠同享',
  sku: { quantity: 500_000 },
  date_info: { type: 'DATE_TYPE_FIX_TERM', fixed_term: 15, fixed_begin_term: 0 },
};

describe('card', () => {
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

  it('creates a card whose type follows from its kind', async () => {
    expect(await shop.card.create('groupon', { base_info, deal_detail: '双人餐' })).toBe('card_id');
    asked('POST /card/create', {
      card: { card_type: 'GROUPON', groupon: { base_info, deal_detail: '双人餐' } },
    });
    await shop.card.create('cash', { base_info, least_cost: 1000, reduce_cost: 100 });
    expect(last().body).toMatchObject({ card: { card_type: 'CASH', cash: { reduce_cost: 100 } } });
    await shop.card.create('general_coupon', { base_info, default_detail: '优惠', brand_new: { a: 1 } });
    expect(last().body).toMatchObject({
      card: { card_type: 'GENERAL_COUPON', general_coupon: { brand_new: { a: 1 } } },
    });
  });

  it('is refused for a content of another kind, at compile time and by WeChat', async () => {
    const wrong = { base_info, least_cost: 1 };
    // @ts-expect-error a coupon for cash needs reduce_cost
    await expect(shop.card.create('cash', wrong)).rejects.toMatchObject({
      route: 'POST /card/create',
      errmsg: expect.stringContaining('reduce_cost'),
    });
  });

  it('sets the pay cell and the cell for redeeming it oneself', async () => {
    expect(await shop.card.setPayCell('pX', true)).toBeUndefined();
    asked('POST /card/paycell/set', { card_id: 'pX', is_open: true });
    await shop.card.setSelfConsumeCell('pX', false);
    expect(last()).toEqual({
      route: 'POST /card/selfconsumecell/set',
      query: {},
      body: { card_id: 'pX', is_open: false },
    });
    await shop.card.setSelfConsumeCell('pX', true, { need_verify_cod: true, need_remark_amount: true });
    expect(last().body).toEqual({
      card_id: 'pX',
      is_open: true,
      need_verify_cod: true,
      need_remark_amount: true,
    });
  });

  it('reads, redeems and opens codes', async () => {
    expect(await shop.card.getCode('110201')).toMatchObject({ can_consume: true, openid: 'openid' });
    expect(last()).toEqual({
      route: 'POST /card/code/get',
      query: {},
      body: { code: '110201', check_consume: true },
    });
    await shop.card.getCode('110201', 'pX', false);
    expect(last().body).toEqual({ code: '110201', card_id: 'pX', check_consume: false });
    expect(await shop.card.consumeCode('110201')).toMatchObject({ card: { card_id: 'card_id' } });
    expect(last()).toEqual({ route: 'POST /card/code/consume', query: {}, body: { code: '110201' } });
    await shop.card.consumeCode('110201', 'pX');
    expect(last().body).toEqual({ code: '110201', card_id: 'pX' });
    expect(await shop.card.decryptCode('XX+/=')).toBe('code');
    asked('POST /card/code/decrypt', { encrypt_code: 'XX+/=' });
  });

  it('says that a code was redeemed before, and asks once only', async () => {
    started.sandbox.fail('POST /card/code/consume', { errcode: 40099, times: 9 });
    await expect(shop.card.consumeCode('1')).rejects.toMatchObject({ errcode: 40099 });
    started.sandbox.reset();
    started.sandbox.fail('POST /card/code/consume', { drop: true, times: 9 });
    await expect(shop.card.consumeCode('1')).rejects.toMatchObject({ code: 'WECHAT_HTTP' });
    expect(started.sandbox.requests.filter(({ path }) => path === '/card/code/consume')).toHaveLength(1);
  });
});
