import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('cardDistribution', () => {
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

  it('makes a QR code for one card', async () => {
    const card = { card_id: 'pX', is_unique_code: false, outer_str: '12b' };
    expect(await shop.cardDistribution.createQrCode(card, 1800)).toMatchObject({
      ticket: 'ticket',
      show_qrcode_url: 'https://example.com/',
    });
    expect(last()).toEqual({
      route: 'POST /card/qrcode/create',
      query: {},
      body: { action_name: 'QR_CARD', expire_seconds: 1800, action_info: { card } },
    });
    await shop.cardDistribution.createQrCode({ card_id: 'pX' });
    expect(last().body).toEqual({ action_name: 'QR_CARD', action_info: { card: { card_id: 'pX' } } });
  });

  it('makes a QR code for several cards', async () => {
    const card_list = [{ card_id: 'p1' }, { card_id: 'p2', code: '2' }];
    await shop.cardDistribution.createQrCode(card_list, 60);
    expect(last().body).toEqual({
      action_name: 'QR_MULTIPLE_CARD',
      expire_seconds: 60,
      action_info: { multiple_card: { card_list } },
    });
  });

  it.each([0, 59, 1801, 60.5, Number.NaN])('asks nothing for an expiry of %d seconds', (expiresIn) => {
    const create = () => shop.cardDistribution.createQrCode({ card_id: 'pX' }, expiresIn);
    expect(create).toThrow(new RangeError(`expiresIn must be 60 to 1800 seconds, not ${expiresIn}`));
    expect(() => shop.cardDistribution.createQrCode([])).toThrow(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('makes a landing page', async () => {
    const page = {
      banner: 'https://a.b/c.png',
      page_title: '惠城优惠大派送',
      can_share: true,
      scene: 'SCENE_NEAR_BY',
      card_list: [{ card_id: 'pX', thumb_url: 'https://a.b/d.png' }],
    };
    expect(await shop.cardDistribution.createLandingPage(page)).toMatchObject({
      url: 'https://example.com/',
      page_id: expect.anything(),
    });
    asked('POST /card/landingpage/create', page);
  });

  it('imports, counts and checks codes, a hundred a call', async () => {
    const codes = Array.from({ length: 250 }, (_, index) => `c${index}`);
    expect(await shop.cardDistribution.importCodes('pX', codes)).toHaveLength(3);
    const sent = (path: string) =>
      started.sandbox.requests
        .filter((request) => request.path === path)
        .map(({ body }) => body as { card_id: string; code: string[] });
    expect(sent('/card/code/deposit').map(({ code }) => code.length)).toEqual([100, 100, 50]);
    expect(sent('/card/code/deposit').flatMap(({ code }) => code)).toEqual(codes);
    expect(await shop.cardDistribution.getCodeCount('pX')).toBe(1);
    asked('POST /card/code/getdepositcount', { card_id: 'pX' });
    expect(await shop.cardDistribution.checkCodes('pX', codes)).toEqual({
      exist_code: ['exist_code', 'exist_code', 'exist_code'],
      not_exist_code: ['not_exist_code', 'not_exist_code', 'not_exist_code'],
    });
    expect(sent('/card/code/checkcode').map(({ code }) => code.length)).toEqual([100, 100, 50]);
    started.sandbox.reset();
    await shop.cardDistribution.importCodes('pX', []);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('stops at the batch that WeChat refuses', async () => {
    const codes = Array.from({ length: 101 }, (_, index) => `c${index}`);
    started.sandbox.fail('POST /card/code/deposit', { errcode: 40109 });
    await expect(shop.cardDistribution.importCodes('pX', codes)).rejects.toMatchObject({ errcode: 40109 });
  });

  it('gives the HTML of a card for an article', async () => {
    expect(await shop.cardDistribution.getNewsHtml('pX')).toBe('content');
    asked('POST /card/mpnews/gethtml', { card_id: 'pX' });
  });

  it('sets who tests, ten people at most', async () => {
    await shop.cardDistribution.setTestWhiteList({ openid: ['o1'] });
    expect(last().body).toEqual({ openid: ['o1'] });
    await shop.cardDistribution.setTestWhiteList({ openid: ['o1'], username: ['alice'] });
    asked('POST /card/testwhitelist/set', { openid: ['o1'], username: ['alice'] });
    started.sandbox.reset();
    const openid = Array.from({ length: 6 }, (_, index) => `o${index}`);
    const set = shop.cardDistribution.setTestWhiteList({ openid, username: openid.slice(1) });
    await expect(set).rejects.toThrow(new RangeError('The test white list takes 10 people at most, not 11'));
    expect(started.sandbox.requests).toHaveLength(0);
    await shop.cardDistribution.setTestWhiteList({ openid, username: openid.slice(2) });
  });
});
