import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import type { LoginGrant, LoginIdentity } from '../client/index.js';
import { WeChatApiError, WeChatConfigError } from '../common/index.js';
import { SigningKeys } from '../crypto/index.js';
import { WeChatCoordination } from '../storage/index.js';
import { admits, covers, type ResolvedDemand } from './login.demand.js';
import { EXCHANGE_FAILED, LOGIN_MISSING, ORIGIN_NEEDED } from './login.messages.js';
import { LOGIN_OPTIONS, type ResolvedLoginOptions } from './login-options.interface.js';
import type { CookiePlace } from './login.cookie.js';
import { LoginSession } from './login.session.js';
import { LoginState } from './login.state.js';
import { OwnAddress } from './own-address.js';
import type { PageVisit } from './page-visit.js';
import { UserTokenKeeper } from './user-token.keeper.js';
import { type LoginFailureReason, WeChatLoginException } from './wechat-login.exception.js';

/** WeChat knows no such code, or no longer. */
const CODE_REFUSED: ReadonlySet<number> = new Set([40029, 40163, 41008, 42003, 42022]);

/** What comes next: the handler, with the visitor; or another address. */
export type LoginStep =
  | { readonly user: LoginIdentity; readonly location?: undefined }
  | { readonly location: string; readonly cookies: readonly string[] };

/** What there is once the application has configured logins. */
interface LoginParts {
  readonly session: LoginSession;
  readonly state: LoginState;
  /** What visitors see of the application, where it is not what requests say. */
  readonly origin: string | undefined;
  readonly keepUserTokens: boolean;
}

/** A visit, and where it happens. */
interface Scene extends CookiePlace {
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
  #hasWarned = false;

  constructor(
    @Optional() @Inject(LOGIN_OPTIONS) options: ResolvedLoginOptions | undefined,
    private readonly coordination: WeChatCoordination,
    private readonly tokens: UserTokenKeeper,
  ) {
    if (!options) return;
    const { secrets, origin, keepUserTokens } = options;
    const keys = new SigningKeys(secrets);
    const [session, state] = [new LoginSession(keys, options), new LoginState(keys)];
    this.#configured = { session, state, origin, keepUserTokens };
  }

  /** @throws {WeChatLoginException} when the visitor can go neither on nor elsewhere */
  async next(visit: PageVisit, demand: ResolvedDemand): Promise<LoginStep> {
    const scene = this.#sceneOf(visit, demand);
    const { address, destination } = scene;
    const user = this.#parts.session.read(visit, scene);
    const returned = address.state !== undefined && LoginState.isForm(address.state) && address.state;
    const isAdmitted = user && admits(demand, user);
    if (isAdmitted && covers(demand, user)) {
      // back at the return of a login that is done, by reload or from another tab
      if (returned) return { location: destination, cookies: [this.#parts.state.forget(returned, scene)] };
      const isElsewhere = destination !== address.origin + address.clean;
      return isElsewhere ? { location: destination, cookies: [] } : { user };
    }
    // who comes again as the same person is refused again: a script must not take it for a login that is over
    if (!visit.isNavigation) throw refusal(isAdmitted === false ? 'members_only' : 'login_required', scene);
    return returned || address.code !== undefined ? this.#finish(scene) : this.#begin(scene);
  }

  /** Who is logged in, whatever the page asks for. */
  userOf(visit: PageVisit, client: CookiePlace['client']): LoginIdentity | undefined {
    return this.#parts.session.read(visit, { client, isSecure: isSecure(this.#originOf(visit)) });
  }

  /** @returns the cookies that end a login */
  end(visit: PageVisit, client: CookiePlace['client']): string[] {
    return this.#parts.session.clear(visit, { client, isSecure: isSecure(this.#originOf(visit)) });
  }

  get #parts(): LoginParts {
    if (!this.#configured) throw new WeChatConfigError(LOGIN_MISSING);
    return this.#configured;
  }

  #originOf(visit: PageVisit): string | undefined {
    const { origin } = this.#parts;
    if (origin === undefined && visit.isSecureOutside && !this.#hasWarned) {
      this.#hasWarned = true;
      this.#logger.warn(ORIGIN_NEEDED);
    }
    return origin ?? visit.origin;
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
    const { visit, demand, address } = scene;
    const { state, cookie } = this.#parts.state.issue(scene);
    const redirectUri = (demand.login.springboardUrl ?? address.origin) + address.clean;
    const location = demand.login.authorizeUrl({
      redirectUri,
      scope: demand.scope,
      state,
      isInApp: visit.isInApp,
    });
    return { location, cookies: [cookie] };
  }

  async #finish(scene: Scene): Promise<LoginStep> {
    const { visit, demand, client, address, destination } = scene;
    const { state = '', code } = address;
    const verdict = this.#parts.state.verdict(state, visit, scene);
    if (verdict !== 'good') throw refusal(verdict === 'expired' ? 'state_expired' : 'state_invalid', scene);
    if (!code) throw refusal('denied', scene);
    const { user, tokens } = await this.#grant(state, code, scene);
    if (!admits(demand, user)) throw refusal('members_only', scene);
    if (!covers(demand, user)) throw refusal('denied', scene);
    if (tokens && this.#parts.keepUserTokens) await this.tokens.save(client.id, user, tokens);
    const cookies = await this.#parts.session.write(visit, scene, user);
    return { location: destination, cookies: [this.#parts.state.forget(state, scene), ...cookies] };
  }

  /** Some of WeChat's browsers ask for one return twice at once: both get what the one code stood for. */
  #grant(state: string, code: string, scene: Scene): Promise<LoginGrant> {
    const known = this.#underWay.get(state);
    if (known) return known;
    const grant = this.#exchange(state, code, scene).finally(() => this.#underWay.delete(state));
    this.#underWay.set(state, grant);
    return grant;
  }

  async #exchange(state: string, code: string, scene: Scene): Promise<LoginGrant> {
    try {
      const grant = await scene.demand.login.exchange(code);
      // taken once it was of use: whoever met a WeChat that was away may come again
      if (await this.coordination.isNew(`login-state:${state}`, LoginState.life)) return grant;
    } catch (error) {
      if (error instanceof WeChatConfigError) throw error;
      if (error instanceof WeChatApiError && CODE_REFUSED.has(error.errcode)) {
        throw refusal('code_refused', scene, error);
      }
      this.#logger.error(EXCHANGE_FAILED(scene.client.name), error instanceof Error ? error.message : error);
      throw refusal('login_failed', scene, error);
    }
    throw refusal('state_used', scene);
  }
}

const isSecure = (origin: string | undefined): boolean => origin?.startsWith('https:') === true;

const refusal = (
  reason: LoginFailureReason,
  { client, address }: Pick<Scene, 'client'> & Partial<Pick<Scene, 'address'>>,
  cause?: unknown,
): WeChatLoginException => {
  const pageUrl = address && address.origin + address.clean;
  return new WeChatLoginException(reason, client.name, { cause, pageUrl });
};
