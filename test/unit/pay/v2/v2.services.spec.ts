import { describe, expect, it } from '@jest/globals';
import { WeChatPayError, writeXml, type XmlTree } from '../../../../lib/common/index.js';
import { fen } from '../../../../lib/pay/index.js';
import { failureOf } from '../../failure.js';
import { APP_ID, MCH_ID, setV2Stage, signV2, V2_KEY, type V2Server } from './v2.stage.js';

const unsigned = (fields: XmlTree): string =>
  writeXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', ...fields });

describe('A refund of v2', () => {
  const REFUND = {
    appid: APP_ID,
    out_trade_no: 'coffee-1',
    out_refund_no: 'r-1',
    total_fee: fen(2),
    refund_fee: fen(1),
  };

  it('is asked for with the client’s notify_url, unless it has its own', async () => {
    const { server, shop } = await setV2Stage({ notifyUrl: 'https://shop.example.com/wechat/pay' });
    server.page = () => ({ refund_id: '50' });
    expect(await shop.v2.refunds.create(REFUND)).toMatchObject({ refund_id: '50' });
    expect(server.last).toMatchObject({
      refund_fee: '1',
      total_fee: '2',
      notify_url: 'https://shop.example.com/wechat/pay',
    });
    await shop.v2.refunds.create({ ...REFUND, notify_url: 'https://other.example.com' });
    expect(server.last['notify_url']).toBe('https://other.example.com');
    expect(server.requests[0]?.path).toBe('/secapi/pay/refund');
  });

  it('goes without notify_url where there is none', async () => {
    const { server, shop } = await setV2Stage();
    await shop.v2.refunds.create(REFUND);
    expect(server.last).not.toHaveProperty('notify_url');
  });

  it('is asked after', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => ({ refund_count: 1, refund_status_0: 'SUCCESS' });
    const found = await shop.v2.refunds.query({ appid: APP_ID, out_refund_no: 'r-1' });
    expect(found).toMatchObject({ refund_count: '1', refund_status_0: 'SUCCESS' });
    expect(server.requests[0]?.path).toBe('/pay/refundquery');
  });
});

describe('A red packet', () => {
  const RED_PACK = {
    wxappid: APP_ID,
    mch_billno: '19000001092026010100000000a',
    re_openid: 'o-somebody',
    send_name: '咖啡馆',
    total_amount: fen(100),
    wishing: '恭喜发财',
    client_ip: '127.0.0.1',
    act_name: '新年',
    remark: '新年红包',
  };

  it('is sent to one person, and its answer carries no signature', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => unsigned({ send_listid: '1000', total_amount: '100' });
    expect(await shop.v2.redPacks.send(RED_PACK)).toMatchObject({ send_listid: '1000' });
    const { last } = server;
    expect(last).toMatchObject({ ...RED_PACK, total_amount: '100', total_num: '1', mch_id: MCH_ID });
    expect(last['sign']).toBe(signV2(last, V2_KEY, 'MD5'));
  });

  it('is shared in parts of a random size', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => unsigned({ send_listid: '1000' });
    const { client_ip: _, ...shared } = RED_PACK;
    await shop.v2.redPacks.sendGroup({ ...shared, total_num: 3 });
    expect(server.last).toMatchObject({ total_num: '3', amt_type: 'ALL_RAND' });
  });

  it('with a number that cannot be is not sent', async () => {
    const { server, shop } = await setV2Stage();
    const send = shop.v2.redPacks.send({ ...RED_PACK, mch_billno: 'red-packet' });
    await expect(send).rejects.toThrow(/mch_billno takes 1 to 28 letters and digits/);
    expect(server.requests).toHaveLength(0);
  });

  it('is sent again under the same number when that may help', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () =>
      server.requests.length > 1
        ? unsigned({ send_listid: '1000' })
        : writeXml({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: 'SYSTEMERROR' });
    await shop.v2.redPacks.send(RED_PACK);
    expect(server.asked.map(({ mch_billno }) => mch_billno)).toEqual(Array(2).fill(RED_PACK.mch_billno));
  });

  it('that is being sent is told of with what to do', async () => {
    const { server, shop } = await setV2Stage();
    server.page = () => writeXml({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: 'PROCESSING' });
    const error = await failureOf<WeChatPayError>(shop.v2.redPacks.send(RED_PACK));
    expect(error).toMatchObject({ errcode: 'PROCESSING', hint: expect.stringMatching(/same number/) });
    expect(server.requests).toHaveLength(1);
  });

  const share = (openid: string) => ({ openid, amount: '50', rcv_time: '2026-01-01 10:00:00' });
  it.each([
    ['nobody', undefined, []],
    ['one', [share('a')], [share('a')]],
    ['two', [share('a'), share('b')], [share('a'), share('b')]],
  ])('was taken by %s', async (_what, hbinfo, shares) => {
    const { server, shop } = await setV2Stage();
    server.page = () => unsigned({ status: 'RECEIVED', hblist: hbinfo && { hbinfo } });
    const found = await shop.v2.redPacks.query({ appid: APP_ID, mch_billno: RED_PACK.mch_billno });
    expect(found).toMatchObject({ status: 'RECEIVED', shares });
    expect(server.last).toMatchObject({ bill_type: 'MCHT', appid: APP_ID });
  });
});

describe('The simulation of WeChat Pay', () => {
  const SIMULATION_KEY = 'key-of-the-simulation';
  const MICROPAY = {
    appid: APP_ID,
    out_trade_no: 'coffee-1',
    body: 'x',
    total_fee: 501,
    spbill_create_ip: '127.0.0.1',
    auth_code: '130000000000000000',
  };
  const setSimulation = async () => {
    const stage = await setV2Stage();
    const { server } = stage;
    server.page = (_fields, { path }) => {
      if (path.endsWith('getsignkey')) return unsigned({ sandbox_signkey: SIMULATION_KEY });
      server.key = SIMULATION_KEY;
      return { transaction_id: '42' };
    };
    return stage;
  };

  it('gives its key to whoever signs with the merchant’s', async () => {
    const { server, shop } = await setSimulation();
    expect(await shop.v2.simulation.getSignKey()).toBe(SIMULATION_KEY);
    expect(server.requests[0]?.path).toBe('/xdc/apiv2getsignkey/sign/getsignkey');
    expect(server.last).toEqual({
      mch_id: MCH_ID,
      nonce_str: expect.any(String),
      sign: signV2(server.last, V2_KEY, 'MD5'),
    });
  });

  it('is called under its prefix, with its key, which is fetched once', async () => {
    const { server, shop } = await setSimulation();
    const calls = [1, 2, 3].map(() => shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY }));
    expect(await Promise.all(calls)).toHaveLength(3);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/xdc/apiv2getsignkey/sign/getsignkey',
      ...Array<string>(3).fill('/xdc/apiv2sandbox/pay/micropay'),
    ]);
    expect(server.last['sign']).toBe(signV2(server.last, SIMULATION_KEY, 'MD5'));
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('wechatpay-negative-test');
  });

  it('is told which case goes wrong', async () => {
    const { server, shop } = await setSimulation();
    await shop.v2.simulation.request('POST /pay/orderquery', {
      body: { appid: APP_ID, out_trade_no: 'coffee-1' },
      negativeTest: 'FREQUENCY_LIMIT',
    });
    expect(server.requests.at(-1)?.headers['wechatpay-negative-test']).toBe('FREQUENCY_LIMIT');
  });

  it('is asked for its key again after it could not be had', async () => {
    const { server, shop } = await setSimulation();
    const { page } = server;
    server.page = () => writeXml({ return_code: 'FAIL', return_msg: '签名错误' });
    const pay = () => shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY });
    await expect(pay()).rejects.toThrow(WeChatPayError);
    server.page = page;
    expect(await pay()).toMatchObject({ transaction_id: '42' });
  });

  const NEW_KEY = 'next-key-of-the-simulation';
  const SIGN_REFUSED = writeXml({ return_code: 'FAIL', return_msg: '签名错误' });
  const keysFetched = ({ requests }: V2Server): number =>
    requests.filter(({ path }) => path.endsWith('getsignkey')).length;

  it.each([
    ['the delivery', () => SIGN_REFUSED],
    ['the business, and signs with the new key', () => ({ result_code: 'FAIL', err_code: 'SIGNERROR' })],
  ])('is asked for another key when its own fits no more, says %s', async (_what, refuse) => {
    const { server, shop } = await setV2Stage();
    const pay = () => shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY });
    let current = SIMULATION_KEY;
    server.page = (fields, { path }) => {
      if (path.endsWith('getsignkey')) return unsigned({ sandbox_signkey: current });
      server.key = current;
      return fields['sign'] === signV2(fields, current, 'MD5') ? { transaction_id: '42' } : refuse();
    };
    await pay();
    current = NEW_KEY;
    expect(await Promise.all([pay(), pay(), pay()])).toEqual(
      Array(3).fill(expect.objectContaining({ transaction_id: '42' })),
    );
    expect(keysFetched(server)).toBe(2);
    await pay();
    expect(keysFetched(server)).toBe(2);
  });

  it('is asked for another key once, and then believed', async () => {
    const { server, shop } = await setV2Stage();
    server.page = (_fields, { path }) =>
      path.endsWith('getsignkey') ? unsigned({ sandbox_signkey: SIMULATION_KEY }) : SIGN_REFUSED;
    const pay = shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY });
    await expect(pay).rejects.toMatchObject({ errmsg: '签名错误' });
    expect(server.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'getsignkey',
      'micropay',
      'getsignkey',
      'micropay',
    ]);
  });

  it('keeps its key after any other refusal', async () => {
    const { server, shop } = await setSimulation();
    const { page } = server;
    server.page = (fields, request) =>
      request.path.endsWith('getsignkey')
        ? page(fields, request)
        : ((server.key = SIMULATION_KEY), { result_code: 'FAIL', err_code: 'NOTENOUGH' });
    const pay = () => shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY });
    await expect(pay()).rejects.toMatchObject({ errcode: 'NOTENOUGH' });
    await expect(pay()).rejects.toMatchObject({ errcode: 'NOTENOUGH' });
    expect(keysFetched(server)).toBe(1);
    expect(server.requests).toHaveLength(3);
  });

  it('leaves calls outside it as they were', async () => {
    const { server, shop } = await setSimulation();
    await shop.v2.simulation.request('POST /pay/micropay', { body: MICROPAY });
    server.key = V2_KEY;
    server.page = () => ({ trade_state: 'SUCCESS' });
    await shop.v2.request('POST /pay/orderquery', { body: { appid: APP_ID, out_trade_no: 'coffee-1' } });
    expect(server.last['sign']).toBe(signV2(server.last));
  });
});
