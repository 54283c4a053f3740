import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatApiError,
  WeChatClients,
  WeChatHttpError,
  WeChatTimeoutError,
} from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../src/start-app.js';

describe('A call to WeChat', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  let openid: string;
  let alice: ReturnType<StartedApp['account']['person']>;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    alice = started.account.person({ nickname: 'Alice' });
    await alice.subscribe();
    await alice.say('hello');
    openid = alice.openid;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const lastBody = (): unknown => started.sandbox.requests.at(-1)?.body;

  it('makes QR codes of all four kinds, whose pictures are there', async () => {
    const codes = [
      await shop.account.createQrCode({ scene: 1, expiresIn: 60 }),
      await shop.account.createQrCode({ scene: 'table-7', expiresIn: 60 }),
      await shop.account.createQrCode({ scene: 100_000 }),
      await shop.account.createQrCode({ scene: '餐桌' }),
    ];
    for (const { ticket } of codes) {
      const picture = await fetch(shop.account.qrCodeUrl(ticket));
      expect(picture.headers.get('content-type')).toMatch(/^image\//);
      expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect((await alice.scan(codes[1]?.ticket as string)).attempts).toBe(1);
    expect(() => shop.account.createQrCode({ scene: 0 })).toThrow(RangeError);
  });

  it('sends customer messages of every kind', async () => {
    const { customMessage } = shop;
    const image = await shop.media.upload('image', { content: randomBytes(64), filename: 'a.png' });
    await customMessage.sendText(openid, '你好 "<a>" \n', { kfAccount: 'kf@shop' });
    expect(lastBody()).toEqual({
      touser: openid,
      msgtype: 'text',
      text: { content: '你好 "<a>" \n' },
      customservice: { kf_account: 'kf@shop' },
    });
    await customMessage.sendImage(openid, image);
    await customMessage.sendVoice(openid, image);
    await customMessage.sendVideo(openid, { media_id: image, thumb_media_id: image, title: 't' });
    await customMessage.sendMusic(openid, {
      thumb_media_id: image,
      musicurl: 'https://a.b/c',
      hqmusicurl: 'https://a.b/c',
    });
    await customMessage.sendNews(openid, { title: 't', description: 'd', url: 'https://a.b', picurl: '' });
    await customMessage.sendMpNews(openid, image);
    await customMessage.sendArticle(openid, 'article');
    await customMessage.sendMenu(openid, { list: [{ id: '1', content: 'yes' }] });
    await customMessage.sendCard(openid, 'card');
    await customMessage.sendMiniProgramPage(openid, {
      appid: 'wx1',
      pagepath: 'p',
      title: 't',
      thumb_media_id: image,
    });
    await customMessage.setTyping(openid);
    await customMessage.setTyping(openid, false);
    expect(alice.received.filter(({ kind }) => kind === 'customer')).toHaveLength(11);
  });

  it('sends template messages, whose 64-bit msgid comes back as a string, digit for digit', async () => {
    const { account } = started;
    const template_id = account.addTemplate({ title: 'Order', content: '{{thing.DATA}}' });
    expect(await shop.template.list()).toMatchObject([{ template_id, title: 'Order' }]);
    const message = { touser: openid, template_id, data: { thing: { value: 'tea' } } };
    const msgid = await shop.template.send(message);
    expect(BigInt(msgid)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    const once = { ...message, client_msg_id: 'order-1' };
    started.sandbox.fail('POST /cgi-bin/message/template/send', { drop: true, times: 1 });
    expect(await shop.template.send(once)).toMatch(/^\d+$/);
    await shop.template.send(once);
    expect(alice.received.filter(({ kind }) => kind === 'template')).toHaveLength(2);
    await shop.template.delete(template_id);
    await expect(shop.template.send(message)).rejects.toMatchObject({ errcode: 40037 });
    await shop.template.setIndustry('1', '2');
    expect(await shop.template.getIndustry()).toHaveProperty('primary_industry');
    expect(await shop.template.add('TM00015')).toEqual(expect.any(String));
  });

  it('reads and notes people', async () => {
    expect(await shop.user.get(openid)).toMatchObject({ openid, subscribe: 1 });
    expect(await shop.user.getMany(Array.from({ length: 130 }, () => openid))).toHaveLength(130);
    await shop.user.updateRemark(openid, '老顾客');
    expect(await shop.user.get(openid)).toMatchObject({ remark: '老顾客' });
    const listed: string[] = [];
    for await (const one of shop.user.list()) listed.push(one);
    expect(listed).toContain(openid);
  });

  it('an error while paging surfaces instead of ending the list', async () => {
    started.sandbox.fail('GET /cgi-bin/user/get', { errcode: 48001 });
    const read = async () => {
      for await (const one of shop.user.list()) void one;
    };
    await expect(read()).rejects.toMatchObject({ errcode: 48001 });
  });

  it('sets, reads and removes menus', async () => {
    await shop.menu.create([
      { name: '点餐', sub_button: [{ name: '今日', type: 'click', key: 'TODAY' }] },
      { name: '网站', type: 'view', url: 'https://a.b' },
    ]);
    expect((await shop.menu.get()).menu.button[0]).toMatchObject({ name: '点餐' });
    expect(await shop.menu.getCurrent()).toMatchObject({ is_menu_open: 1 });
    const menuid = await shop.menu.addConditional([{ name: 'A', type: 'click', key: 'A' }], {
      client_platform_type: '2',
    });
    expect(menuid).toEqual(expect.any(String));
    expect(await shop.menu.tryMatch(openid)).toEqual(expect.any(Array));
    await shop.menu.deleteConditional(menuid);
    await shop.menu.delete();
    await expect(shop.menu.get()).rejects.toMatchObject({ errcode: 46003 });
  });

  it('uploads and downloads media byte for byte, from Buffer and stream, to Buffer and stream', async () => {
    const bytes = randomBytes(300_000);
    const ids = [
      await shop.media.upload('image', { content: bytes, filename: '二维码 "1".png' }),
      await shop.media.upload('image', {
        content: Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
        size: bytes.length,
        filename: 'a.png',
      }),
    ];
    for (const id of ids) {
      expect((await shop.media.get(id)).equals(bytes)).toBe(true);
      expect((await buffer(await shop.media.getStream(id))).equals(bytes)).toBe(true);
    }
    const video = await shop.media.upload('video', { content: bytes, filename: 'a.mp4' });
    expect(await shop.media.getVideoUrl(video)).toMatch(/^http/);
    expect(await shop.media.uploadImage({ content: bytes, filename: 'a.png' })).toMatch(/^http/);
    await expect(shop.media.get('gone')).rejects.toMatchObject({
      errcode: 40007,
      hint: expect.stringContaining('three days'),
    });
    await expect(shop.media.getStream('gone')).rejects.toBeInstanceOf(WeChatApiError);
    await expect(
      shop.media.upload('image', { content: Readable.from('x'), filename: 'a.png' }),
    ).rejects.toThrow(/size/);
  });

  it('counts quotas and names addresses', async () => {
    expect(await shop.openApi.getQuota('/cgi-bin/menu/get')).toMatchObject({
      daily_limit: expect.any(Number),
    });
    await shop.openApi.clearQuota();
    expect(await shop.account.getCallbackIps()).toEqual(expect.any(Array));
    expect(await shop.account.getApiDomainIps()).toEqual(expect.any(Array));
  });

  it('reaches a path the catalogue lacks through the untyped form', async () => {
    await expect(
      shop.requestUntyped('POST /cgi-bin/brand/new', { body: { a: 1 }, query: { b: 2 } }),
    ).rejects.toMatchObject({ errcode: 40066 });
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/brand/new',
      query: { b: '2' },
    });
    expect(await shop.requestUntyped<{ ip_list: string[] }>('GET /cgi-bin/getcallbackip')).toHaveProperty(
      'ip_list',
    );
  });

  it('is an error with errcode, errmsg, rid, route, client, hint and documentation when WeChat refuses', async () => {
    started.sandbox.fail('POST /cgi-bin/menu/create', {
      errcode: 40164,
      errmsg: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
      times: 1,
    });
    const failure: WeChatApiError = await shop.menu.create([{ name: 'a', type: 'click', key: 'A' }]).then(
      () => undefined as never,
      (error: WeChatApiError) => error,
    );
    expect(failure).toBeInstanceOf(WeChatApiError);
    expect(failure).toMatchObject({
      code: 'WECHAT_API',
      errcode: 40164,
      errmsg: expect.stringContaining('not in whitelist'),
      rid: expect.stringMatching(/^[\w-]+$/),
      route: 'POST /cgi-bin/menu/create',
      client: 'shop',
      hint: expect.stringContaining('203.0.113.7'),
      docs: expect.stringContaining('https://developers.weixin.qq.com/'),
      retryable: false,
    });
  });

  it('is repeated after a network failure when it only reads, and never when it writes', async () => {
    started.sandbox.fail('GET /cgi-bin/getcallbackip', { drop: true, times: 2 });
    expect(await shop.account.getCallbackIps()).toEqual(expect.any(Array));
    const before = alice.received.length;
    started.sandbox.fail('POST /cgi-bin/message/custom/send', { drop: true, times: 1 });
    await expect(shop.customMessage.sendText(openid, 'once')).rejects.toBeInstanceOf(WeChatHttpError);
    expect(alice.received.length).toBe(before);
  });

  it('gives up after its time-out, and at once when its signal says so', async () => {
    started.sandbox.delay('GET /cgi-bin/menu/get', 500, 5);
    await expect(shop.request('GET /cgi-bin/menu/get', { timeout: 60 })).rejects.toBeInstanceOf(
      WeChatTimeoutError,
    );
    const signal = AbortSignal.timeout(50);
    await expect(shop.request('GET /cgi-bin/menu/get', { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it.each([
    [
      'a web page',
      { status: 502, body: '<html>bad gateway</html>', contentType: 'text/html' },
      { status: 502, body: '<html>bad gateway</html>' },
    ],
    ['an empty body', { status: 200, body: '' }, { status: 200 }],
    ['a cut body', { truncate: true as const }, {}],
  ])('is a typed error when %s comes back', async (_title, failure, facts) => {
    started.sandbox.fail('POST /cgi-bin/menu/create', { ...failure, times: 9 });
    const refusal = shop.menu.create([{ name: 'a', type: 'click', key: 'A' }]);
    await expect(refusal).rejects.toBeInstanceOf(WeChatHttpError);
    await expect(refusal).rejects.toMatchObject({
      code: 'WECHAT_HTTP',
      route: 'POST /cgi-bin/menu/create',
      ...facts,
    });
  });

  it('goes through the proxy of its client', async () => {
    const seen: string[] = [];
    const proxy = createServer((incoming, outgoing) => {
      seen.push(
        `${incoming.method} ${new URL(incoming.url as string).pathname} ${incoming.headers['proxy-authorization']}`,
      );
      const forward = httpRequest(
        incoming.url as string,
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode as number, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(forward);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { sandbox, app } = started;
    const other = sandbox.officialAccount();
    const client = app.get(WeChatClients).add(
      'proxied',
      officialAccount({
        ...other.credentials,
        baseUrls: sandbox.baseUrls,
        http: {
          proxy: {
            host: '127.0.0.1',
            port: (proxy.address() as AddressInfo).port,
            auth: { username: 'u', password: 'p' },
          },
        },
      }),
    );
    await client.account.getCallbackIps();
    const login = `Basic ${Buffer.from('u:p').toString('base64')}`;
    expect(seen).toEqual([`POST /cgi-bin/stable_token ${login}`, `GET /cgi-bin/getcallbackip ${login}`]);
    proxy.closeAllConnections();
    proxy.close();
  });
});
