import { beforeEach, describe, expect, it } from '@jest/globals';
import type { WeChatPayError } from '../../../../lib/common/index.js';
import type { WeChatPay } from '../../../../lib/pay/index.js';
import { failureOf } from '../../failure.js';
import { skipLongWaits } from './long.waits.js';
import type { V2Server } from './v2.stage.js';

const waits = await skipLongWaits();
const { WeChatConfigError, WeChatHttpError, writeXml } = await import('../../../../lib/common/index.js');
const { fen } = await import('../../../../lib/pay/index.js');
const { APP_ID, declare, setV2Stage } = await import('./v2.stage.js');

const ORDER = {
  appid: APP_ID,
  out_trade_no: 'coffee-1',
  body: '一杯咖啡',
  total_fee: fen(1),
  spbill_create_ip: '127.0.0.1',
  auth_code: '130000000000000000',
};
const HURRY = { patience: 120, interval: 20 };
const PAID = { trade_state: 'SUCCESS', transaction_id: '42', out_trade_no: ORDER.out_trade_no };
const refused = (err_code: string) => ({ result_code: 'FAIL', err_code, err_code_des: err_code });

type Answers = Partial<Record<'micropay' | 'orderquery' | 'reverse', ReadonlyArray<object | string>>>;

/** A server that answers each route in turn, the last answer for ever; and which routes were called. */
async function setStage(answers: Answers): Promise<{ server: V2Server; shop: WeChatPay; called: string[] }> {
  const { server, shop } = await setV2Stage();
  const called: string[] = [];
  server.page = (_fields, { path }) => {
    const name = path.split('/').at(-1) as keyof Answers;
    called.push(name);
    const row = answers[name] ?? ['<none/>'];
    const times = called.filter((other) => other === name).length;
    return (row[times - 1] ?? row.at(-1)) as string;
  };
  return { server, shop, called };
}

beforeEach(() => {
  waits.length = 0;
});

describe('A payment by code', () => {
  it('that is made at once needs no question', async () => {
    const { shop, called } = await setStage({ micropay: [{ transaction_id: '42', total_fee: '1' }] });
    expect(await shop.v2.micropay.pay(ORDER, HURRY)).toEqual({
      paid: true,
      transaction: expect.objectContaining({ transaction_id: '42', total_fee: '1' }),
    });
    expect(called).toEqual(['micropay']);
  });

  it.each(['USERPAYING', 'SYSTEMERROR', 'SYSTEM_ERROR', 'BANKERROR', 'FREQ_LIMIT'])(
    'that answers %s is asked for until it is paid',
    async (code) => {
      const { server, shop, called } = await setStage({
        micropay: [refused(code)],
        orderquery: [{ trade_state: 'USERPAYING' }, { trade_state: 'NOTPAY' }, PAID],
      });
      expect(
        await shop.v2.micropay.pay({ ...ORDER, sub_mch_id: '16' }, { ...HURRY, patience: 5_000 }),
      ).toEqual({
        paid: true,
        transaction: expect.objectContaining(PAID),
      });
      expect(called).toEqual(['micropay', 'orderquery', 'orderquery', 'orderquery']);
      expect(server.last).toMatchObject({
        appid: APP_ID,
        sub_mch_id: '16',
        out_trade_no: ORDER.out_trade_no,
      });
      expect(server.last).not.toHaveProperty('auth_code');
    },
  );

  it.each(['PAYERROR', 'CLOSED', 'REVOKED', 'REFUND'])(
    'that ended as %s is not paid, and not reversed',
    async (state) => {
      const { shop, called } = await setStage({
        micropay: [refused('USERPAYING')],
        orderquery: [{ trade_state: state }],
      });
      expect(await shop.v2.micropay.pay(ORDER, HURRY)).toEqual({ paid: false, state });
      expect(called).toEqual(['micropay', 'orderquery']);
    },
  );

  it('that is unknown when patience ends is reversed', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [{ recall: 'N' }],
    });
    const patience = 1_000; // so that a busy machine asks more than once, too
    const started = Date.now();
    expect(await shop.v2.micropay.pay(ORDER, { ...HURRY, patience })).toEqual({
      paid: false,
      state: 'REVOKED',
    });
    expect(Date.now() - started).toBeGreaterThanOrEqual(patience);
    expect(called.filter((name) => name === 'orderquery').length).toBeGreaterThan(1);
    expect(called.slice(-2)).toEqual(['orderquery', 'reverse']); // asked once more before money goes back
  });

  it('is reversed again and again while WeChat Pay asks for it, or fails', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [{ recall: 'Y' }, '<html>', writeXml({ return_code: 'SUCCESS' }), { recall: 'N' }],
    });
    expect(await shop.v2.micropay.pay(ORDER, HURRY)).toEqual({ paid: false, state: 'REVOKED' });
    expect(called.filter((name) => name === 'reverse')).toHaveLength(4);
  });

  it('whose reversal never succeeds is told of as unknown', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [{ recall: 'Y' }],
    });
    const error = await failureOf<WeChatPayError>(shop.v2.micropay.pay(ORDER, HURRY));
    expect(error).toMatchObject({ client: 'shop', errcode: 'RECALL', retryable: true });
    expect(called.filter((name) => name === 'reverse')).toHaveLength(5);
  });

  it('whose reversal is refused for good is told of at once', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [refused('REVERSE_EXPIRE')],
    });
    await expect(shop.v2.micropay.pay(ORDER, HURRY)).rejects.toMatchObject({ errcode: 'REVERSE_EXPIRE' });
    expect(called.filter((name) => name === 'reverse')).toHaveLength(1);
  });

  it('that never reached WeChat Pay is not paid', async () => {
    const { shop } = await setStage({
      micropay: ['<html>'],
      orderquery: [refused('ORDERNOTEXIST')],
      reverse: [refused('ORDERNOTEXIST')],
    });
    expect(await shop.v2.micropay.pay(ORDER, HURRY)).toEqual({ paid: false, state: 'NOTPAY' });
  });

  it.each([
    ['an answer that is not to be believed', writeXml({ return_code: 'SUCCESS', transaction_id: '42' })],
    ['no answer of WeChat Pay’s', '<html>'],
    ['a refusal nobody signed', writeXml({ return_code: 'FAIL', return_msg: 'SYSTEMERROR' })],
    ['a refusal nobody signed, whatever it says', writeXml({ return_code: 'FAIL', err_code: 'NOTENOUGH' })],
  ])('is asked for after %s', async (_what, answer) => {
    const { shop, called } = await setStage({ micropay: [answer], orderquery: ['<html>', PAID] });
    expect(await shop.v2.micropay.pay(ORDER, { ...HURRY, patience: 5_000 })).toMatchObject({ paid: true });
    expect(called).toEqual(['micropay', 'orderquery', 'orderquery']);
  });

  it.each(['NOTENOUGH', 'AUTHCODEEXPIRE', 'ORDERPAID', 'PARAM_ERROR'])(
    'that is refused with %s is an error, and left alone',
    async (code) => {
      const { shop, called } = await setStage({ micropay: [refused(code)] });
      await expect(shop.v2.micropay.pay(ORDER, HURRY)).rejects.toMatchObject({ errcode: code });
      expect(called).toEqual(['micropay']);
    },
  );

  it('that could not be sent is an error at once', async () => {
    const shop = declare({ baseUrls: { v2: 'http://127.0.0.1:1' } });
    const started = Date.now();
    await expect(shop.v2.micropay.pay(ORDER)).rejects.toThrow(WeChatHttpError);
    expect(Date.now() - started).toBeLessThan(4_000);
  });

  it('is given up, and reversed, when its signal says so', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [{ recall: 'N' }],
    });
    const cashier = new AbortController();
    const paying = shop.v2.micropay.pay(ORDER, {
      patience: 60_000,
      interval: 30_000,
      signal: cashier.signal,
    });
    setTimeout(() => cashier.abort(), 50);
    expect(await paying).toEqual({ paid: false, state: 'REVOKED' });
    expect(called).toEqual(['micropay', 'reverse']);
  });

  it.each([
    ['its patience is short', () => ({ patience: 50, interval: 20 })],
    ['its signal says so', () => ({ signal: AbortSignal.timeout(1) })],
  ])('is reversed no sooner than 15 seconds after it was tried, when %s', async (_what, optionsOf) => {
    const { server, shop } = await setV2Stage();
    const called: Array<readonly [name: string | undefined, at: number]> = [];
    let isMade = false;
    server.page = (_fields, { path }) => {
      const name = path.split('/').at(-1);
      called.push([name, performance.now()]);
      const since = performance.now() - (called[0]?.[1] ?? 0);
      isMade ||= since >= 14_000; // it was on its way for so long
      if (name === 'micropay') return '<html>';
      if (!isMade) return refused('ORDERNOTEXIST');
      return name === 'reverse' ? { recall: 'N' } : { trade_state: 'SUCCESS' };
    };
    expect(await shop.v2.micropay.pay(ORDER, optionsOf())).toEqual({ paid: false, state: 'REVOKED' });
    const [[, tried] = [], [reversed, at] = []] = [called[0], called.at(-1)];
    expect(reversed).toBe('reverse');
    expect((at ?? 0) - (tried ?? 0)).toBeGreaterThanOrEqual(15_000);
    expect(waits).toEqual([expect.any(Number)]);
  });

  it('is reversed at once when patience has outlasted 15 seconds', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      orderquery: [{ trade_state: 'USERPAYING' }],
      reverse: [{ recall: 'N' }],
    });
    expect(await shop.v2.micropay.pay(ORDER)).toEqual({ paid: false, state: 'REVOKED' });
    expect(called).toEqual(['micropay', ...Array<string>(6).fill('orderquery'), 'reverse']);
    expect(waits.map((wait) => Math.ceil(wait / 5_000))).toEqual(Array(6).fill(1));
  });

  it('that nobody signed to be unknown is not believed to be', async () => {
    const { shop, called } = await setStage({
      micropay: [refused('USERPAYING')],
      reverse: [writeXml({ return_code: 'FAIL', err_code: 'ORDERNOTEXIST' }), { recall: 'N' }],
    });
    expect(await shop.v2.micropay.pay(ORDER, HURRY)).toEqual({ paid: false, state: 'REVOKED' });
    expect(called.filter((name) => name === 'reverse')).toHaveLength(2);
  });

  it('is not taken at all when its signal has spoken before', async () => {
    const { shop, called } = await setStage({});
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(shop.v2.micropay.pay(ORDER, { signal })).rejects.toThrow('gone');
    expect(called).toEqual([]);
  });

  it('is not taken without the certificate its reversal would need', async () => {
    const shop = declare();
    const error = await failureOf(shop.v2.micropay.pay(ORDER));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/^shop: POST \/secapi\/pay\/reverse needs the merchant's certificate/);
  });

  it('is taken, asked for and reversed by hand', async () => {
    const { server, shop, called } = await setStage({
      orderquery: [PAID],
      reverse: [{ recall: 'N' }],
      micropay: [refused('USERPAYING')],
    });
    const numbers = { appid: APP_ID, out_trade_no: ORDER.out_trade_no };
    await expect(shop.v2.micropay.submit(ORDER)).rejects.toMatchObject({ errcode: 'USERPAYING' });
    expect(await shop.v2.micropay.query(numbers)).toMatchObject(PAID);
    expect(await shop.v2.micropay.reverse(numbers)).toMatchObject({ recall: 'N' });
    server.page = ({ auth_code }) => ({ openid: `of-${auth_code}` });
    expect(await shop.v2.micropay.authCodeToOpenid({ appid: APP_ID, auth_code: '13' })).toMatchObject({
      openid: 'of-13',
    });
    expect(called).toEqual(['micropay', 'orderquery', 'reverse']);
  });
});
