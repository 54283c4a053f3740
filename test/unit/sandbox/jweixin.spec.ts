import { createHash } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { setStage, type Stage } from './stage.js';

const PAGE = 'https://shop.example.com/page?a=1';

type Result = Record<string, unknown> & { errMsg: string };
interface Options {
  success?(result: Result): void;
  fail?(result: Result): void;
  complete?(result: Result): void;
  [name: string]: unknown;
}
type Wx = Record<string, (options: Options) => void> & {
  ready(callback: () => void): void;
  error(callback: (result: Result) => void): void;
};

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Runs the script as the page's browser would. */
async function load({ sandbox }: Stage): Promise<Wx> {
  const src = `${sandbox.url}/open/js/jweixin-1.6.0.js`;
  const response = await fetch(src);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const window: { wx?: Wx; jWeixin?: Wx } = {};
  const page = {
    window,
    document: { currentScript: { src } },
    location: { href: `${PAGE}#part` },
    fetch,
    URL,
    URLSearchParams,
  };
  runInContext(await response.text(), createContext(page));
  expect(window.jWeixin).toBe(window.wx);
  return window.wx as Wx;
}

async function configOf({ api, shop }: Stage, jsApiList: string[]) {
  const { ticket } = await api.get('/cgi-bin/ticket/getticket?type=jsapi');
  const [timestamp, nonceStr] = [1_700_000_000, 'nonce'];
  const text = `jsapi_ticket=${String(ticket)}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${PAGE}`;
  return { appId: shop.appId, timestamp, nonceStr, signature: sha1(text), jsApiList };
}

/** What `ready` or `error` is told. */
const outcome = (wx: Wx): Promise<string> =>
  new Promise((resolve) => {
    wx.ready(() => resolve('ready'));
    wx.error(({ errMsg }) => resolve(errMsg));
  });

const call = (wx: Wx, name: string, options: object = {}): Promise<Result> =>
  new Promise((resolve) => wx[name]?.({ ...options, complete: resolve }));

/** A page whose `wx.config` was right. */
async function ready(jsApiList: string[] = []) {
  const stage = await setStage();
  const wx = await load(stage);
  wx['config']?.(await configOf(stage, jsApiList));
  expect(await outcome(wx)).toBe('ready');
  return { ...stage, wx };
}

describe('wx.config', () => {
  it('is right when the page is signed, whatever its hash', async () => {
    const { wx } = await ready();
    expect(await outcome(wx)).toBe('ready');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['signature', { signature: sha1('x') }, 'config:invalid signature'],
    ['nonce', { nonceStr: 'other' }, 'config:invalid signature'],
    ['timestamp', { timestamp: 1 }, 'config:invalid signature'],
    ['appid', { appId: 'wx0' }, 'config:invalid appid'],
  ])('is an error with a wrong %s', async (_, change, errMsg) => {
    const stage = await setStage();
    const wx = await load(stage);
    wx['config']?.({ ...(await configOf(stage, [])), ...change });
    expect(await outcome(wx)).toBe(errMsg);
    expect(await outcome(wx)).toBe(errMsg);
  });

  it('is asked by pages of any origin', async () => {
    const { sandbox } = await setStage();
    const response = await fetch(`${sandbox.url}/open/js/check?appId=wx0`, { headers: { origin: PAGE } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ errMsg: 'config:invalid appid' });
  });
});

describe('the interfaces of the JS-SDK', () => {
  it('answer when they were asked for in wx.config', async () => {
    const { wx } = await ready(['getNetworkType', 'updateAppMessageShareData']);
    const heard: string[] = [];
    wx['getNetworkType']?.({
      success: ({ networkType }) => heard.push(String(networkType)),
      fail: () => heard.push('fail'),
      complete: ({ errMsg }) => heard.push(errMsg),
    });
    expect(heard).toEqual(['wifi', 'getNetworkType:ok']);
    expect(await call(wx, 'updateAppMessageShareData')).toEqual({ errMsg: 'updateAppMessageShareData:ok' });
  });

  it('are refused when they were not', async () => {
    const { wx } = await ready(['getNetworkType']);
    const heard: string[] = [];
    wx['updateAppMessageShareData']?.({
      success: () => heard.push('success'),
      fail: ({ errMsg }) => heard.push(errMsg),
    });
    expect(heard).toEqual(['updateAppMessageShareData:permission denied']);
  });

  it('can be looked for', async () => {
    const { wx } = await ready();
    expect(
      await call(wx, 'checkJsApi', { jsApiList: ['addCard', 'getNetworkType', 'fly', 'toString'] }),
    ).toEqual({
      errMsg: 'checkJsApi:ok',
      checkResult: { addCard: true, getNetworkType: true, fly: false, toString: false },
    });
  });
});

describe('wx.addCard', () => {
  const cardId = 'pCard';

  async function cardExtOf({ api }: Stage, given: Record<string, string> = {}) {
    const { ticket } = await api.get('/cgi-bin/ticket/getticket?type=wx_card');
    const fields: Record<string, string> = { timestamp: '1700000000', nonce_str: 'nonce', ...given };
    const signature = sha1([String(ticket), cardId, ...Object.values(fields)].toSorted().join(''));
    return { ...fields, signature, outer_str: 'shop' };
  }

  it.each([[{}], [{ code: 'PK1' }], [{ code: 'PK1', openid: 'o-1' }]])(
    'takes a card signed with %j',
    async (given) => {
      const stage = await ready(['addCard']);
      const card = { cardId, cardExt: JSON.stringify(await cardExtOf(stage, given)) };
      expect(await call(stage.wx, 'addCard', { cardList: [card] })).toEqual({
        errMsg: 'addCard:ok',
        cardList: [{ ...card, isSuccess: true }],
      });
    },
  );

  it('refuses a card that is signed otherwise, one among others, too', async () => {
    const stage = await ready(['addCard']);
    const ext = await cardExtOf(stage);
    const right = { cardId, cardExt: JSON.stringify(ext) };
    const wrong = [
      { cardId: 'pOther', cardExt: right.cardExt },
      { cardId, cardExt: JSON.stringify({ ...ext, code: 'PK1' }) },
      { cardId, cardExt: JSON.stringify({ ...ext, signature: '' }) },
      { cardId, cardExt: '{' },
      { cardId, cardExt: 'null' },
    ];
    for (const card of wrong) {
      expect(await call(stage.wx, 'addCard', { cardList: [right, card] })).toEqual({
        errMsg: 'addCard:fail, invalid card signature',
      });
    }
  });

  it('is not there for a page that did not ask for it', async () => {
    const { wx } = await ready(['getNetworkType']);
    expect(await call(wx, 'addCard', { cardList: [] })).toEqual({ errMsg: 'addCard:permission denied' });
  });
});
