import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SharedState } from '../account/account.state.js';
import { AuthorizeRefusal } from '../login/authorize.request.js';
import { HTML, redirect, send } from '../open/page.answer.js';
import { refusalPage } from '../open/page.frame.js';
import { authorizationPage } from './authorization.page.js';
import { authorizedAddress, isAuthorizationDoor, readAuthorizationRequest } from './authorization.request.js';
import { PlatformPusher } from './platform.pusher.js';

/** Plays `mp.weixin.qq.com`, where owners authorize platforms. */
export class AuthorizationGateway {
  constructor(private readonly shared: SharedState) {}

  knows(path: string): boolean {
    return isAuthorizationDoor(path);
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Ask with GET', { Allow: 'GET' });
    if (!isAuthorizationDoor(path)) return send(response, 404, 'text/plain', 'There is nothing here');
    const read = readAuthorizationRequest(path, new URLSearchParams(search), this.shared);
    if (read instanceof AuthorizeRefusal) return send(response, 200, HTML, refusalPage(read));
    const as = read.parameters.find(([name]) => name === 'as')?.[1];
    if (as === undefined)
      return send(response, 200, HTML, authorizationPage(read, this.shared.accounts.values()));
    const account = this.shared.accounts.get(as);
    if (account && read.takes(account)) {
      const { granted, told } = new PlatformPusher(read.platform).authorize(account, read);
      // The owner is sent on, whatever the platform made of the news; how it went is in the exchanges.
      await told.catch(() => undefined);
      return redirect(response, authorizedAddress(read, granted));
    }
    const stranger = new AuthorizeRefusal('appid 参数错误', `No account to choose has the appid "${as}".`);
    return send(response, 200, HTML, refusalPage(stranger));
  }
}
