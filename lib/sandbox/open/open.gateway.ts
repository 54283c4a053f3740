import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthorizeRefusal, type AuthorizeRequest, isDoor } from '../login/authorize.request.js';
import type { LoginDesk } from '../login/login.desk.js';
import type { PersonState } from '../account/person.state.js';
import { WHITE_PIXEL } from '../picture/white-pixel.js';
import { answerJsSdk } from './js-sdk.answers.js';
import { loginPage } from './login.page.js';
import { HTML, redirect, send } from './page.answer.js';
import { refusalPage } from './page.frame.js';

const FILES = '/open/';
const JS_SDK = '/open/js/';
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
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

/** A page of the application asks from its own origin. */
const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' } as const;
