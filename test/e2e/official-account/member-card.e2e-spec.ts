import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const base_info = {
  logo_url: 'https://a.b/logo.png',
  code_type: 'CODE_TYPE_BARCODE',
  brand_name: '海底捞',
  title: '会员卡',
  color: 'Color010',
  notice: '请出示',
  description: '会员卡不可转借',
  sku: { quantity: 1000 },
  date_info: { type: 'DATE_TYPE_PERMANENT' },
};

describe('memberCard', () => {
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

  it('creates and changes membership cards', async () => {
    const card = { base_info, prerogative: '九折', supply_bonus: true, supply_balance: false };
    expect(await shop.memberCard.create(card)).toBe('card_id');
    asked('POST /card/create', { card: { card_type: 'MEMBER_CARD', member_card: card } });
    expect(await shop.memberCard.update('pX', { prerogative: '八折' })).toBe(true);
    asked('POST /card/update', { card_id: 'pX', member_card: { prerogative: '八折' } });
  });

  it('activates them', async () => {
    const activation = { code: '1', membership_number: '357898858', init_bonus: 100 };
    expect(await shop.memberCard.activate(activation)).toBeUndefined();
    asked('POST /card/membercard/activate', activation);
    const form = {
      card_id: 'pX',
      required_form: { can_modify: false, common_field_id_list: ['USER_FORM_INFO_FLAG_MOBILE'] },
    };
    await shop.memberCard.setActivateForm(form);
    asked('POST /card/membercard/activateuserform/set', form);
    expect(await shop.memberCard.getActivateTempInfo('a+/=')).toMatchObject({
      common_field_list: [{ name: 'name', value: 'value' }],
    });
    asked('POST /card/membercard/activatetempinfo/get', { activate_ticket: 'a+/=' });
    expect(await shop.memberCard.getActivateUrl('pX')).toBe('https://example.com/');
    expect(last().body).toEqual({ card_id: 'pX' });
    await shop.memberCard.getActivateUrl('pX', 'poster');
    asked('POST /card/membercard/activate/geturl', { card_id: 'pX', outer_str: 'poster' });
  });

  it('reads and changes members', async () => {
    expect(await shop.memberCard.getInfo('pX', '1')).toMatchObject({
      membership_number: 'membership_number',
    });
    asked('POST /card/membercard/userinfo/get', { card_id: 'pX', code: '1' });
    const changes = { card_id: 'pX', code: '1', add_bonus: -20, record_bonus: '兑换' };
    expect(await shop.memberCard.updateUser(changes)).toMatchObject({ result_bonus: 1 });
    asked('POST /card/membercard/updateuser', changes);
  });

  it('gives cards out after a payment', async () => {
    const rule = {
      base_info: { mchid_list: ['1900000109'], begin_time: 1_480_317_217, end_time: 1_480_317_999 },
      member_rule: { card_id: 'pX', least_cost: 100, max_cost: 10_000 },
    };
    expect(await shop.memberCard.addPayGiftRule(rule)).toMatchObject({ rule_id: 1 });
    asked('POST /card/paygiftcard/add', { rule_info: { ...rule, type: 'RULE_TYPE_PAY_MEMBER_CARD' } });
    expect(await shop.memberCard.getPayGiftRule(7)).toMatchObject({ base_info: { status: 'status' } });
    asked('POST /card/paygiftcard/getbyid', { rule_id: 7 });
    const rules: unknown[] = [];
    for await (const one of shop.memberCard.listPayGiftRules()) rules.push(one);
    expect(rules).toMatchObject([{ type: 'type' }]);
    expect(last()).toEqual({
      route: 'POST /card/paygiftcard/batchget',
      query: {},
      body: { type: 'RULE_TYPE_PAY_MEMBER_CARD', effective: true, offset: 0, count: 20 },
    });
    await shop.memberCard.deletePayGiftRule(7);
    asked('POST /card/paygiftcard/delete', { rule_id: 7 });
  });
});
