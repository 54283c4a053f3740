import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { WECHAT_CONTEXT_TYPE, WeChatClients } from '../client/index.js';
import type { LoginDemand } from './decorators/wechat-login.decorator.js';
import { resolveAccount, resolveDemand } from './login.demand.js';
import { LoginFlow } from './login.flow.js';
import { LOGIN_METADATA, VISITOR } from './oauth.constants.js';
import { type LoginPageRequest, PageVisit } from './page-visit.js';
import { WeChatLoginException } from './wechat-login.exception.js';

/**
 * Lets in only visitors who logged in with WeChat; what it asks of them says `@WeChatLogin()`, which brings it along.
 * 网页授权守卫
 *
 * @publicApi
 */
@Injectable()
export class WeChatOAuthGuard implements CanActivate {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly reflector: Reflector,
    private readonly clients: WeChatClients,
    private readonly flow: LoginFlow,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const type = context.getType<string>();
    if (type === WECHAT_CONTEXT_TYPE) return true; // WeChat itself, verified already
    const [handler, host] = [context.getHandler(), context.getClass()];
    const demand = this.reflector.getAllAndOverride<LoginDemand | undefined>(LOGIN_METADATA, [handler, host]);
    const label = `${host.name}#${handler.name}`;
    const request = context.switchToHttp().getRequest<LoginPageRequest & { [VISITOR]?: unknown }>();
    const resolved =
      demand?.account && type === 'http'
        ? await resolveAccount(demand, this.clients, label, request)
        : resolveDemand(demand ?? {}, this.clients, label);
    if (type !== 'http') throw new WeChatLoginException('login_required', resolved.client.name);
    const step = await this.flow.next(new PageVisit(request), resolved);
    if (step.location !== undefined) return this.#send(context, step.location, step.cookies);
    request[VISITOR] = step.user;
    return true;
  }

  /**
   * Answers the request itself. The promise stays open: whatever came next, a refusal included, would be answered a
   * second time by the application's filters.
   */
  #send(context: ExecutionContext, location: string, cookies: readonly string[]): Promise<never> {
    const response: unknown = context.switchToHttp().getResponse();
    const { httpAdapter } = this.host;
    for (const cookie of cookies) httpAdapter.appendHeader(response, 'Set-Cookie', cookie);
    httpAdapter.setHeader(response, 'Cache-Control', 'no-store');
    httpAdapter.redirect(response, 302, location);
    return new Promise<never>(() => {});
  }
}
