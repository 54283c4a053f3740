/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import type { Readable } from 'node:stream';
import type { OfficialAccount, TokenHealth, UploadFile, WeChatClients } from 'nestjs-wechat-sdk';

type Same<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;
const same = <Left, Right>(..._proof: Same<Left, Right> extends true ? [] : ['the types differ']): void =>
  undefined;

declare const shop: OfficialAccount;
declare const clients: WeChatClients;
declare const picture: UploadFile;
declare const stream: Readable;
const { signal } = new AbortController();

export async function routesAreChecked(): Promise<void> {
  const code = await shop.request('POST /cgi-bin/qrcode/create', {
    body: { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'a' } }, expire_seconds: 60 },
    signal,
    timeout: 1000,
  });
  same<typeof code, { expire_seconds?: number; ticket: string; url: string }>();

  // @ts-expect-error a route that is misspelt
  await shop.request('POST /cgi-bin/qrcode/creat', { body: {} });
  // @ts-expect-error a method the route does not have
  await shop.request('GET /cgi-bin/qrcode/create');
  // @ts-expect-error a route of mini programs only
  await shop.request('POST /cgi-bin/message/custom/business/send', { body: {} });
  // @ts-expect-error another route of mini programs only
  await shop.request('GET /cgi-bin/media/getfeedbackmedia', { query: { record_id: 1, media_id: 'm' } });
  // @ts-expect-error a route of shops only
  await shop.request('POST /channels/ec/order/get', { body: { order_id: '1' } });
}

export async function contentsAreChecked(): Promise<void> {
  // @ts-expect-error the body is missing
  await shop.request('POST /cgi-bin/qrcode/create');
  // @ts-expect-error the body is missing in the options
  await shop.request('POST /cgi-bin/qrcode/create', {});
  // @ts-expect-error a required field is missing
  await shop.request('POST /cgi-bin/user/info/updateremark', { body: { openid: 'o1' } });
  // @ts-expect-error a field of the wrong type
  await shop.request('POST /cgi-bin/user/info/updateremark', { body: { openid: 'o1', remark: 7 } });
  await shop.request('POST /cgi-bin/user/info/updateremark', {
    // @ts-expect-error a field that does not exist
    body: { openid: 'o1', remark: 'a', remarks: 'b' },
  });
  await shop.request('POST /cgi-bin/qrcode/create', {
    // @ts-expect-error a value outside the list
    body: { action_name: 'QR_SCEN', action_info: { scene: {} } },
  });
  // @ts-expect-error the query is missing
  await shop.request('GET /cgi-bin/user/info');
  // @ts-expect-error a value of the query outside the list
  await shop.request('GET /cgi-bin/user/info', { query: { openid: 'o1', lang: 'de' } });
  // @ts-expect-error a body where none belongs
  await shop.request('GET /cgi-bin/user/info', { query: { openid: 'o1' }, body: {} });
  // @ts-expect-error an option that does not exist
  await shop.request('GET /cgi-bin/getcallbackip', { timeOut: 5 });

  await shop.request('GET /cgi-bin/getcallbackip');
  await shop.request('GET /cgi-bin/getcallbackip', { timeout: 5 });
  await shop.request('GET /cgi-bin/user/get');
  await shop.request('GET /cgi-bin/user/get', { query: {} });
}

export async function answersAreTyped(): Promise<void> {
  const { ip_list } = await shop.request('GET /cgi-bin/getcallbackip');
  same<typeof ip_list, string[]>();
  const person = await shop.request('GET /cgi-bin/user/info', { query: { openid: 'o1' } });
  same<typeof person.subscribe, 0 | 1>();
  same<typeof person.nickname, string | undefined>();
  // @ts-expect-error a field the answer does not have
  void person.nickName;
  const noContent = await shop.request('POST /cgi-bin/clear_quota', { body: { appid: 'wx1' } });
  same<typeof noContent, {}>();
}

export async function idsAreStrings(): Promise<void> {
  const { msgid } = await shop.request('POST /cgi-bin/message/template/send', {
    body: { touser: 'o1', template_id: 't', data: { first: { value: 'v' } }, client_msg_id: 'c' },
  });
  same<typeof msgid, string>();
  const { menuid } = await shop.request('POST /cgi-bin/menu/addconditional', {
    body: { button: [], matchrule: {} },
  });
  same<typeof menuid, string>();
  const menus = await shop.request('GET /cgi-bin/menu/get');
  same<typeof menus.menu.menuid, string | undefined>();
  const sent = await shop.template.send({ touser: 'o1', template_id: 't', data: {} });
  same<typeof sent, string>();
}

export async function filesAreTyped(): Promise<void> {
  await shop.request('POST /cgi-bin/media/upload', { query: { type: 'image' }, files: { media: picture } });
  await shop.media.upload('image', { content: Buffer.from('x'), filename: 'a.jpg' });
  await shop.media.upload('video', { content: stream, filename: 'a.mp4', size: 5 });
  // @ts-expect-error the file is missing
  await shop.request('POST /cgi-bin/media/upload', { query: { type: 'image' } });
  // @ts-expect-error a file under another name
  await shop.request('POST /cgi-bin/media/upload', { query: { type: 'image' }, files: { file: picture } });
  // @ts-expect-error a path is no file
  await shop.request('POST /cgi-bin/media/upload', { query: { type: 'image' }, files: { media: './a.jpg' } });
  // @ts-expect-error a file needs its name
  await shop.media.upload('image', { content: Buffer.from('x') });
  // @ts-expect-error a kind of media WeChat does not keep
  await shop.media.upload('gif', picture);
  // @ts-expect-error files where none belong
  await shop.request('POST /cgi-bin/clear_quota', { body: { appid: 'wx1' }, files: { media: picture } });
}

export async function bytesAreTyped(): Promise<void> {
  const bytes = await shop.request('GET /cgi-bin/media/get', { query: { media_id: 'm' } });
  same<typeof bytes, Buffer>();
  const flow = await shop.stream('GET /cgi-bin/media/get', { query: { media_id: 'm' } });
  same<typeof flow, Readable>();
  // @ts-expect-error a route that answers with JSON cannot be streamed
  await shop.stream('GET /cgi-bin/user/info', { query: { openid: 'o1' } });
  // @ts-expect-error the query is checked here too
  await shop.stream('GET /cgi-bin/media/get', { query: {} });
}

export async function anyPathCanBeCalled(): Promise<void> {
  const unknownAnswer = await shop.requestUntyped('POST /cgi-bin/brand_new', { body: { id: 1n } });
  same<typeof unknownAnswer, unknown>();
  const answer = await shop.requestUntyped<{ a: string }>('GET /cgi-bin/brand_new', {
    query: { a: 1 },
    auth: 'none',
  });
  same<typeof answer, { a: string }>();
  // @ts-expect-error a path without a method
  await shop.requestUntyped('/cgi-bin/brand_new');
  // @ts-expect-error a path without its slash
  await shop.requestUntyped('GET cgi-bin/brand_new');
}

export async function servicesAreTyped(): Promise<void> {
  await shop.account.createQrCode({ scene: 'a', expiresIn: 60 });
  await shop.account.createQrCode({ scene: 1 });
  // @ts-expect-error a code without a scene
  await shop.account.createQrCode({ expiresIn: 60 });
  await shop.customMessage.sendText('o1', 'hi', { kfAccount: 'a@b' });
  // @ts-expect-error a video needs its thumb
  await shop.customMessage.sendVideo('o1', { media_id: 'm' });
  // @ts-expect-error a language WeChat does not answer in
  await shop.user.get('o1', 'de');
  for await (const openid of shop.user.list()) same<typeof openid, string>();
}

export function theRegistryIsTyped(): void {
  const found = clients.get<OfficialAccount>('shop');
  same<typeof found, OfficialAccount>();
  // @ts-expect-error without its type a client has no services
  void clients.get('shop').account;
  for (const { tokens } of clients.health()) {
    same<typeof tokens.access_token, TokenHealth | undefined>();
    // @ts-expect-error health shows no token
    void tokens.access_token?.value;
  }
}
