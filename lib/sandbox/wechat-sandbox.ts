import { openAccount, refuseTaken } from './account/account.opening.js';
import type { SharedState } from './account/account.state.js';
import { MediaShelf } from './account/media.shelf.js';
import { MiniProgramState } from './account/mini-program.state.js';
import { OfficialAccountState } from './account/official-account.state.js';
import { OpenAccountBook } from './account/open-account.book.js';
import { TokenRegistry } from './account/token.registry.js';
import { ApiGateway } from './api/api.gateway.js';
import { ChatGateway } from './chat/chat.gateway.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import { Injections } from './http/injections.js';
import { readFolder } from './http/page.files.js';
import { SandboxServer } from './http/sandbox.server.js';
import type { SandboxOpenPlatformOptions } from './interfaces/open-platform-options.interface.js';
import type { SandboxFailure } from './interfaces/sandbox-failure.interface.js';
import type { SandboxExchange, SandboxRequest } from './interfaces/sandbox-log.interface.js';
import type { SandboxCorpOptions } from './interfaces/sandbox-corp-options.interface.js';
import type { SandboxWorkProviderOptions } from './interfaces/sandbox-work-suite.interface.js';
import type { SandboxMerchantOptions } from './interfaces/merchant-options.interface.js';
import type { SandboxWorkBotOptions } from './interfaces/sandbox-work-bot.interface.js';
import type {
  SandboxAccountOptions,
  SandboxOptions,
  SandboxWebsiteAppOptions,
} from './interfaces/sandbox-options.interface.js';
import { LoginDesk } from './login/login.desk.js';
import { WebsiteAppState } from './login/website-app.state.js';
import { CashierGateway } from './pay/cashier/cashier.gateway.js';
import { MerchantRegister } from './pay/merchant.register.js';
import { V2Gateway } from './pay/v2/v2.gateway.js';
import { V3Gateway } from './pay/v3/v3.gateway.js';
import { OpenGateway } from './open/open.gateway.js';
import { AuthorizationGateway } from './platform/authorization.gateway.js';
import { OpenPlatformState } from './platform/open-platform.state.js';
import { Pusher } from './push/pusher.js';
import { SandboxAccount } from './sandbox-account.js';
import { SandboxCorp } from './sandbox-corp.js';
import { SandboxMerchant } from './sandbox-merchant.js';
import { SandboxMiniProgram } from './sandbox-mini-program.js';
import { SandboxOpenPlatform } from './sandbox-open-platform.js';
import { SandboxWebsiteApp } from './sandbox-website-app.js';
import { SandboxWorkProvider } from './sandbox-work-provider.js';
import { SandboxWorkBot } from './sandbox-work-bot.js';
import { WorkGateway } from './work/api/work.gateway.js';
import { CorpState } from './work/corp.state.js';
import { FileGateway } from './work/file/file.gateway.js';
import { WorkLoginGateway } from './work/login/work-login.gateway.js';
import { WorkShared } from './work/work.shared.js';
import { BotRegister } from './work/bot/bot.register.js';
import { type SandboxEvents, SandboxWorld } from './world/sandbox-world.js';

const PUSH_TIMEOUT = 5000;

type Files = ReadonlyMap<string, Buffer>;
type Listener<Name extends keyof SandboxEvents> = (...args: SandboxEvents[Name]) => void;

/**
 * WeChat's side of the wire, for tests and for development: a server that answers API calls as WeChat does, and people
 * who talk to the application. 微信沙箱
 *
 * @publicApi
 */
export class WeChatSandbox {
  readonly #world: SandboxWorld;
  readonly #injections = new Injections();
  readonly #accounts = new Map<string, SandboxAccount>();
  readonly #shared: SharedState;
  readonly #merchants: MerchantRegister;
  readonly #work: WorkShared;
  readonly #bots: BotRegister;
  readonly #server: SandboxServer;

  private constructor(
    pages: Readonly<Record<'chat' | 'open', Files>>,
    pushTimeout: number,
    maxUpload?: number,
  ) {
    this.#world = new SandboxWorld(pushTimeout, maxUpload);
    const platforms = new Map<string, OpenPlatformState>();
    this.#shared = {
      world: this.#world,
      tokens: new TokenRegistry(),
      media: new MediaShelf(this.#world.clock),
      pusher: new Pusher(this.#world),
      logins: new LoginDesk(this.#world.clock, platforms),
      accounts: new Map(),
      platforms,
      openAccounts: new OpenAccountBook(),
    };
    const api = new ApiGateway(this.#shared, this.#injections);
    const chat = new ChatGateway(this.#shared, this.#shared.accounts, this.#accounts, pages.chat);
    const open = new OpenGateway(this.#shared.logins, pages.open);
    const authorizations = new AuthorizationGateway(this.#shared);
    this.#merchants = new MerchantRegister(this.#world);
    this.#work = new WorkShared(this.#world);
    this.#bots = new BotRegister(this.#world);
    const workLogins = new WorkLoginGateway(this.#work.logins);
    const cashier = new CashierGateway(this.#merchants);
    const others = [
      { prefix: '/work/', gateway: new WorkGateway(this.#work, this.#injections) },
      { prefix: '/work-files/', gateway: new FileGateway(this.#work.files) },
      { prefix: '/work-bot/', gateway: this.#bots },
      { prefix: '/pay-v3/', gateway: new V3Gateway(this.#merchants, this.#injections) },
      { prefix: '/pay-v2/', gateway: new V2Gateway(this.#merchants, this.#injections) },
    ];
    this.#server = new SandboxServer((request, response) => {
      const url = request.url ?? '/';
      const mark = url.indexOf('?');
      const path = mark < 0 ? url : url.slice(0, mark);
      const search = mark < 0 ? '' : url.slice(mark + 1);
      const other = others.find(({ prefix }) => path.startsWith(prefix));
      if (other) return other.gateway.serve(request, response, path.slice(other.prefix.length - 1), search);
      if (cashier.knows(path)) return cashier.serve(request, response, path, search);
      if (workLogins.knows(path, search)) return workLogins.serve(request, response, path, search);
      if (open.knows(path)) return open.serve(request, response, path, search);
      if (authorizations.knows(path)) return authorizations.serve(request, response, path, search);
      return chat.knows(path)
        ? chat.serve(request, response, path)
        : api.serve(request, response, path, search);
    });
    this.#server.onUpgrade((request, socket, head) => this.#bots.upgrade(request, socket, head));
  }

  /** Starts a sandbox; on loopback and a free port unless told otherwise. */
  static async start(options: SandboxOptions = {}): Promise<WeChatSandbox> {
    const { port = 0, host = '127.0.0.1', pushTimeout = PUSH_TIMEOUT, maxUpload } = options;
    const [chat, open] = await Promise.all([
      readFolder(new URL('./chat/page/', import.meta.url)),
      readFolder(new URL('./open/page/', import.meta.url)),
    ]);
    const sandbox = new WeChatSandbox({ chat, open }, pushTimeout, maxUpload);
    sandbox.#world.url = await sandbox.#server.listen(port, host);
    return sandbox;
  }

  /** Where it listens: `http://127.0.0.1:PORT`. The chat page is there, too. */
  get url(): string {
    return this.#world.url;
  }

  /**
   * To be given to a client in place of WeChat's own hosts.
   * WeChat Pay's own hosts have no prefix in their paths: a merchant may sign the path with or without it.
   */
  get baseUrls(): { api: string; mp: string; open: string; work: string; payV3: string; payV2: string } {
    const { url } = this;
    return {
      api: url,
      mp: url,
      open: url,
      work: `${url}/work`,
      payV3: `${url}/pay-v3`,
      payV2: `${url}/pay-v2`,
    };
  }

  /** The last 1000 calls of the API. */
  get requests(): readonly SandboxRequest[] {
    return this.#world.requests.entries;
  }

  /** The last 1000 attempts to push something. */
  get exchanges(): readonly SandboxExchange[] {
    return this.#world.exchanges.entries;
  }

  /** Opens an official account. 公众号 */
  officialAccount(options: SandboxAccountOptions = {}): SandboxAccount {
    const state = openAccount(new OfficialAccountState(options, this.#shared));
    const account = new SandboxAccount(state);
    this.#accounts.set(state.appId, account);
    return account;
  }

  /** Opens a mini program. 小程序 */
  miniProgram(options: SandboxAccountOptions = {}): SandboxMiniProgram {
    return new SandboxMiniProgram(openAccount(new MiniProgramState(options, this.#shared)));
  }

  /** Opens a website that lets people log in with WeChat. 网站应用 */
  websiteApp(options: SandboxWebsiteAppOptions = {}): SandboxWebsiteApp {
    const state = new WebsiteAppState(options, this.#world);
    refuseTaken(this.#shared, state.appId);
    this.#shared.logins.register(state);
    return new SandboxWebsiteApp(state, this.#shared.logins);
  }

  /** Opens a third-party platform, which may act for the accounts that authorize it. 第三方平台 */
  openPlatform(options: SandboxOpenPlatformOptions = {}): SandboxOpenPlatform {
    const state = new OpenPlatformState(options, this.#shared);
    refuseTaken(this.#shared, state.appId);
    this.#shared.platforms.set(state.appId, state);
    return new SandboxOpenPlatform(state);
  }

  /** Opens a corporation of WeCom. 企业微信 */
  corp<Names extends string = never>(options: SandboxCorpOptions<Names> = {}): SandboxCorp<Names> {
    const state = new CorpState(options, this.#work);
    if (this.#work.corps.has(state.corpId))
      throw new SandboxUseError(`There is a corporation ${state.corpId} already`);
    this.#work.corps.set(state.corpId, state);
    return new SandboxCorp<Names>(state);
  }

  /** Opens a service provider of WeCom, which has suites that corporations install. 服务商 */
  workProvider(options: SandboxWorkProviderOptions = {}): SandboxWorkProvider {
    return new SandboxWorkProvider(options, this.#work);
  }

  /** Opens a merchant of WeChat Pay. 商户 */
  merchant(options: SandboxMerchantOptions = {}): SandboxMerchant {
    return new SandboxMerchant(this.#merchants.open(options));
  }

  /** Makes an AI bot of WeCom, in both API modes. 智能机器人 */
  workBot(options: SandboxWorkBotOptions = {}): SandboxWorkBot {
    return new SandboxWorkBot(this.#bots.open(options));
  }

  /** Hears of what happens. */
  on<Name extends keyof SandboxEvents>(name: Name, listener: Listener<Name>): this {
    (this.#world.events.on as (name: string, listener: unknown) => unknown).call(
      this.#world.events,
      name,
      listener,
    );
    return this;
  }

  /** Hears of it no longer. */
  off<Name extends keyof SandboxEvents>(name: Name, listener: Listener<Name>): this {
    (this.#world.events.off as (name: string, listener: unknown) => unknown).call(
      this.#world.events,
      name,
      listener,
    );
    return this;
  }

  /** Makes a route fail: with an errcode, an HTTP status, a connection that is cut, or half an answer. */
  fail(route: string | RegExp, failure: SandboxFailure): void {
    this.#injections.fail(route, failure);
  }

  /** Makes a route slow. */
  delay(route: string | RegExp, ms: number, times?: number): void {
    this.#injections.delay(route, ms, times);
  }

  /** Moves the clock that tokens, media, QR codes and the 48 hours follow. */
  advance(seconds: number): void {
    this.#world.clock.advance(seconds);
  }

  /** Takes back every failure and delay and empties the logs; accounts, people and tokens stay. */
  reset(): void {
    this.#injections.clear();
    this.#merchants.reset();
    this.#world.requests.clear();
    this.#world.exchanges.clear();
  }

  /** Ends everything: pushes under way fail, waiting calls are cut, nothing stays open. */
  async close(): Promise<void> {
    this.#world.end();
    this.#bots.close();
    await this.#server.close();
  }
}
