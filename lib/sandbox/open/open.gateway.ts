import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthorizeRefusal, type AuthorizeRequest, isDoor } from '../login/authorize.request.js';
import type { LoginDesk } from '../login/login.desk.js';
import type { PersonState } from '../account/person.state.js';
import { WHITE_PIXEL } from '../picture/white-pixel.js';
import { answerJsSdk } from './js-sdk.answers.js';
import { loginPage, refusalPage } from './login.page.js';

const FILES = '/open/';
const JS_SDK = '/open/js/';
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
const SAFE = {
  'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;
/** What `as=` can be besides an openid. */
const NEW = 'new';
const DENY = 'deny';

/** Plays `open.weixin.qq.com`, where people log in, and `res.wx.qq.com`, where pages get the JS-SDK. */
export class OpenGateway {
  constructor(
    private readonly logins: LoginDesk,
    private readonly files: ReadonlyMap<string, Buffer>,
  ) {}

  knows(path: string): boolean {
    return isDoor(path) || path.startsWith(FILES);
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Ask with GET', { Allow: 'GET' });
    if (isDoor(path)) return this.#openDoor(response, this.logins.read(path, search));
    if (path === '/open/avatar.png') return send(response, 200, 'image/png', WHITE_PIXEL);
    const answer = path.startsWith(JS_SDK)
      ? answerJsSdk(this.logins.sites, path.slice(JS_SDK.length), new URLSearchParams(search))
      : undefined;
    if (answer) return send(response, 200, 'application/json', JSON.stringify(answer), ANY_ORIGIN);
    const name = path.replace(JS_SDK, FILES).slice(FILES.length);
    const file = this.files.get(name);
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    return file && type
      ? send(response, 200, type, file, ANY_ORIGIN)
      : send(response, 404, 'text/plain', 'There is nothing here');
  }

  #openDoor(response: ServerResponse, read: AuthorizeRequest | AuthorizeRefusal): void {
    if (read instanceof AuthorizeRefusal) return send(response, 200, HTML, refusalPage(read));
    const as = read.parameters.find(([name]) => name === 'as')?.[1];
    if (as === undefined) return send(response, 200, HTML, loginPage(read));
    if (as === DENY) return redirect(response, this.logins.refuse(read));
    const person = this.#visitor(read, as);
    if (person) return redirect(response, this.logins.allow(read, person));
    const stranger = new AuthorizeRefusal('openid 参数错误', `Nobody here has the openid "${as}".`);
    return send(response, 200, HTML, refusalPage(stranger));
  }

  #visitor({ site, parameters }: AuthorizeRequest, as: string): PersonState | undefined {
    if (as !== NEW) return site.people.get(as);
    const nickname = parameters.find(([name]) => name === 'nickname')?.[1]?.trim();
    return site.addPerson(nickname ? { nickname } : {});
  }
}

const HTML = 'text/html; charset=utf-8';
/** A page of the application asks from its own origin. */
const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' } as const;

function redirect(response: ServerResponse, location: string): void {
  send(response, 302, 'text/plain', '', { Location: location });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...SAFE,
    ...headers,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
