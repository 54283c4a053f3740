import { Inject, Injectable } from '@nestjs/common';
import { WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { HUB_CLIENT_UNKNOWN, SPRINGBOARD_ENV_INVALID, SPRINGBOARD_TARGET_INVALID } from './hub.messages.js';
import { readAddress, withoutSlash } from './http-address.js';
import { WECHAT_HUB_OPTIONS, type WeChatHubOptions } from './hub-options.interface.js';

/**
 * Where visitors are sent on to after a login (网页授权): an account allows few callback domains, so WeChat sends them to
 * the hub, and the hub to the environment they came from. The list can be changed while the application runs.
 *
 * @publicApi
 */
@Injectable()
export class WeChatSpringboard {
  readonly #addresses = new Map<string, Map<string, string>>();

  constructor(
    private readonly clients: WeChatClients,
    @Inject(WECHAT_HUB_OPTIONS) options: WeChatHubOptions,
  ) {
    for (const [app, environments] of Object.entries(options.springboard ?? {}))
      for (const [env, url] of Object.entries(environments)) this.set(app, env, url);
  }

  /**
   * Sets the address of an environment.
   *
   * @param app name or appid of a client; of an agent `<corpid>_<agent>` too
   * @param env stands in the address WeChat sends visitors to: letters, digits, `_`, `-` and `.`
   * @param url `https://staging.example.com`, with a path if need be; no query, fragment or credentials
   * @throws {WeChatConfigError} for an unknown client, or a name or address that cannot work
   */
  set(app: string, env: string, url: string): void {
    const name = this.#nameOf(app);
    if (name === undefined)
      throw new WeChatConfigError(HUB_CLIENT_UNKNOWN('springboard', app, this.clients.names()));
    if (!/^\w[\w.-]*$/.test(env)) throw new WeChatConfigError(SPRINGBOARD_ENV_INVALID(app, env));
    const address = readAddress(url);
    if (!address) throw new WeChatConfigError(SPRINGBOARD_TARGET_INVALID(app, env));
    const environments = this.#addresses.get(name) ?? new Map<string, string>();
    this.#addresses.set(name, environments.set(env, withoutSlash(address.href)));
  }

  /** The address of an environment, without a slash at its end; undefined when client or environment is unknown. */
  get(app: string, env: string): string | undefined {
    return this.#addresses.get(this.#nameOf(app) ?? '')?.get(env);
  }

  /** All addresses of a client, by environment. */
  list(app: string): Record<string, string> {
    return Object.fromEntries(this.#addresses.get(this.#nameOf(app) ?? '') ?? []);
  }

  /**
   * Deletes the address of an environment.
   *
   * @returns whether there was one
   */
  delete(app: string, env: string): boolean {
    return this.#addresses.get(this.#nameOf(app) ?? '')?.delete(env) ?? false;
  }

  /** Deletes all addresses of a client. */
  clear(app: string): void {
    this.#addresses.delete(this.#nameOf(app) ?? app);
  }

  #nameOf(app: string): string | undefined {
    // an agent, whose name has a slash that not every proxy leaves encoded, may be called <corpid>_<agent> in an address
    return (this.clients.find(app) ?? this.clients.find(app.replace('_', '/')))?.client.name;
  }
}
