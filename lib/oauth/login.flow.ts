import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import type { LoginGrant, LoginUser } from '../client/index.js';
import { WeChatApiError, WeChatConfigError } from '../common/index.js';
import { SigningKeys } from '../crypto/index.js';
import { WeChatCoordination } from '../storage/index.js';
import { covers, type ResolvedDemand } from './login.demand.js';
import { EXCHANGE_FAILED, LOGIN_MISSING } from './login.messages.js';
import { LOGIN_OPTIONS, type ResolvedLoginOptions } from './login-options.interface.js';
import { LoginSession, type SessionPlace } from './login.session.js';
import { LoginState } from './login.state.js';
import { OwnAddress } from './own-address.js';
import type { PageVisit } from './page-visit.js';
import { UserTokenKeeper } from './user-token.keeper.js';
import { type LoginFailureReason, WeChatLoginException } from './wechat-login.exception.js';

/** WeChat knows no such code, or no longer. */
const CODE_REFUSED: ReadonlySet<number> = new Set([40029, 40163, 41008]);

/** What comes next: the handler, with the visitor; or another address. */
export type LoginStep =
  | { readonly user: LoginUser; readonly location?: undefined }
  | { readonly location: string; readonly cookies: readonly string[] };

/** What there is once the application has configured logins. */
interface LoginParts {
  readonly session: LoginSession;
  readonly state: LoginState;
}

/** A visit, and where it happens. */
interface Scene extends SessionPlace {
  readonly visit: PageVisit;
  readonly demand: ResolvedDemand;
  readonly address: OwnAddress;
  /** Where the visitor goes after the login: the page itself, or the one it names. */
  readonly destination: string;
}

/** The login itself (网页授权), knowing no web framework: a visit in, the next step out. */
@Injectable()
export class LoginFlow {
  readonly #logger = new Logger('WeChatLogin');
  readonly #underWay = new Map<string, Promise<LoginGrant>>();
  readonly #configured?: LoginParts;

  constructor(
    @Optional() @Inject(LOGIN_OPTIONS) private readonly options: ResolvedLoginOptions | undefined,
    private readonly coordination: WeChatCoordination,
    private readonly tokens: UserTokenKeeper,
  ) {
    if (!options) return;
    this.#configured = {
      session: new LoginSession(options),
      state: new LoginState(new SigningKeys(options.secrets)),
    };
  }

  /** @throws {WeChatLoginException} when the visitor can go neither on nor elsewhere */
  async next(visit: PageVisit, demand: ResolvedDemand): Promise<LoginStep> {
    const scene = this.#sceneOf(visit, demand);
    const { address, destination } = scene;
    const user = this.#parts.session.read(visit, scene);
    if (user && covers(demand.login, user.scope, demand.scope)) {
      const isElsewhere = destination !== address.origin + address.clean;
      const isReturn = address.state !== undefined && LoginState.isForm(address.state);
      return isElsewhere || isReturn ? { location: destination, cookies: [] } : { user };
    }
    if (!visit.isNavigation) throw refusal('login_required', scene);
    const isReturn =
      address.code !== undefined || (address.state !== undefined && LoginState.isForm(address.state));
    return isReturn ? this.#finish(scene) : this.#begin(scene);
  }

  /** @returns the cookies that end a login */
  end(visit: PageVisit, client: SessionPlace['client']): string[] {
    return this.#parts.session.clear(visit, { client, isSecure: isSecure(this.#originOf(visit)) });
  }

  get #parts(): LoginParts {
    if (!this.#configured) throw new WeChatConfigError(LOGIN_MISSING);
    return this.#configured;
  }

  #originOf(visit: PageVisit): string | undefined {
    return this.options?.origin ?? visit.origin;
  }

  #sceneOf(visit: PageVisit, demand: ResolvedDemand): Scene {
    const origin = this.#originOf(visit);
    const address = origin === undefined ? undefined : OwnAddress.of(origin, visit.address);
    if (!address) throw refusal('request_invalid', demand);
    const target = demand.returnTo === undefined ? undefined : address.query(demand.returnTo);
    const destination = target === undefined ? address.origin + address.clean : address.resolve(target);
    if (destination === undefined) throw refusal('target_refused', demand);
    const { client } = demand;
    return { visit, demand, client, address, destination, isSecure: isSecure(origin) };
  }

  #begin(scene: Scene): LoginStep {
    const { visit, demand, client, address } = scene;
    const known = this.#parts.session.visitor(visit, scene);
    const [visitor, ...cookies] = known === undefined ? this.#parts.session.newVisitor(scene) : [known];
    const { login, scope } = demand;
    const state = this.#parts.state.issue(client.appId, visitor);
    const redirectUri = (login.springboardUrl ?? address.origin) + address.clean;
    return { location: login.authorizeUrl({ redirectUri, scope, state }), cookies };
  }

  async #finish(scene: Scene): Promise<LoginStep> {
    const { visit, demand, client, address, destination } = scene;
    const { state = '', code } = address;
    const visitor = this.#parts.session.visitor(visit, scene);
    const verdict = this.#parts.state.verdict(state, client.appId, visitor);
    if (verdict !== 'good') throw refusal(verdict === 'expired' ? 'state_expired' : 'state_invalid', scene);
    const { user, tokens } = await this.#grant(state, code, demand);
    if (!covers(demand.login, user.scope, demand.scope)) throw refusal('denied', scene);
    if (tokens && this.options?.keepUserTokens) await this.tokens.save(client.appId, user.openid, tokens);
    return { location: destination, cookies: await this.#parts.session.write(visit, scene, user) };
  }

  /** Some of WeChat's browsers ask for one return twice at once: both get what the one code stood for. */
  #grant(state: string, code: string | undefined, demand: ResolvedDemand): Promise<LoginGrant> {
    const known = this.#underWay.get(state);
    if (known) return known;
    const grant = this.#exchange(state, code, demand).finally(() => this.#underWay.delete(state));
    this.#underWay.set(state, grant);
    return grant;
  }

  async #exchange(state: string, code: string | undefined, demand: ResolvedDemand): Promise<LoginGrant> {
    if (!(await this.coordination.isNew(`login-state:${state}`, LoginState.life))) {
      throw refusal('state_used', demand);
    }
    if (code === undefined || code === '') throw refusal('denied', demand);
    try {
      return await demand.login.exchange(code);
    } catch (error) {
      if (error instanceof WeChatConfigError) throw error;
      if (error instanceof WeChatApiError && CODE_REFUSED.has(error.errcode)) {
        throw refusal('code_refused', demand, error);
      }
      this.#logger.error(EXCHANGE_FAILED(demand.client.name), error instanceof Error ? error.message : error);
      throw refusal('login_failed', demand, error);
    }
  }
}

const isSecure = (origin: string | undefined): boolean => origin?.startsWith('https:') === true;

const refusal = (
  reason: LoginFailureReason,
  { client }: Pick<ResolvedDemand, 'client'> | Pick<Scene, 'client'>,
  cause?: unknown,
): WeChatLoginException => new WeChatLoginException(reason, client.name, { cause });
