import type { Lease, WeChatCredentials } from '../storage/index.js';
import { authorizerPages, type ComponentCalls } from './authorizer.calls.js';

/** What an owner's consent leaves with the platform. */
export interface Authorization {
  readonly refreshToken: string;
  /** Unix time of WeChat's clock, s; 0 until WeChat has said it. */
  readonly authorizedAt: number;
}

type Listed = ReadonlyMap<string, Authorization>;

/** One reading of WeChat's list. */
interface Walk {
  /** How many accounts had left when it began. */
  readonly departures: number;
  readonly listed: Promise<Listed>;
}

/** A slow store has time for these, whoever waits for the last of them. */
const KEPT_AT_ONCE = 50;
/** Milliseconds until WeChat's list is read again for an account anybody may have named. */
const LOOK_AGAIN = 60_000;
/** So many accounts do not leave while a list is read. */
const REMEMBERED = 1_000;

/** The authorizations of all accounts, in the credential storage; one that was lost there is found in WeChat's own list. */
export class AuthorizationBook {
  #walk?: Walk | undefined;
  #recoveredAt = -Infinity;
  /** The accounts that left last, numbered: what a list says of them that was asked for before is old. */
  readonly #left = new Map<string, number>();
  #departures = 0;

  constructor(
    private readonly calls: ComponentCalls,
    private readonly credentials: WeChatCredentials,
  ) {}

  async find(appId: string): Promise<Authorization | undefined> {
    const { refreshToken, authorizedAt } = (await this.credentials.read(this.#keyOf(appId))) ?? {};
    const isWhole = typeof refreshToken === 'string' && typeof authorizedAt === 'number';
    return isWhole ? { refreshToken, authorizedAt } : undefined;
  }

  /** @param lease of the lock of the account's token */
  async keep(appId: string, authorization: Authorization, lease: Lease): Promise<void> {
    this.#left.delete(appId);
    await this.credentials.write(this.#keyOf(appId), authorization, lease);
  }

  async remove(appId: string, lease: Lease): Promise<void> {
    this.#left.set(appId, (this.#departures += 1));
    await this.credentials.remove(this.#keyOf(appId), lease);
  }

  /** As {@link find}, for an account anybody may have named: the list is read for such ones once a minute at most. */
  async findListed(appId: string): Promise<Authorization | undefined> {
    const kept = await this.find(appId);
    if (kept || Date.now() < this.#recoveredAt + LOOK_AGAIN) return kept;
    return this.recover(appId);
  }

  /**
   * Asks WeChat's list, unless another process has kept something better meanwhile. Whoever asks at the same time shares
   * the walk, and all that were lost are found by it.
   *
   * @param isStale whether what is kept is of no use
   */
  async recover(
    appId: string,
    isStale: (kept: Authorization) => boolean = () => false,
  ): Promise<Authorization | undefined> {
    const kept = await this.find(appId);
    if (kept && !isStale(kept)) return kept;
    this.#walk ??= this.#startWalk();
    const { departures, listed } = this.#walk;
    const found = (await listed).get(appId);
    const keptSince = await this.find(appId);
    if (keptSince && !isStale(keptSince)) return keptSince;
    return found && (await this.#keepListed(appId, found, departures)) ? found : undefined;
  }

  #startWalk(): Walk {
    const departures = this.#departures;
    for (const [appId, number] of this.#left) if (number < departures - REMEMBERED) this.#left.delete(appId);
    return { departures, listed: this.#recoverAll(departures).finally(() => (this.#walk = undefined)) };
  }

  async #recoverAll(departures: number): Promise<Listed> {
    const listed = new Map<string, Authorization>();
    for await (const page of authorizerPages(this.calls)) {
      for (const { authorizer_appid, refresh_token, auth_time } of page)
        if (refresh_token)
          listed.set(authorizer_appid, { refreshToken: refresh_token, authorizedAt: auth_time });
      for (let start = 0; start < page.length; start += KEPT_AT_ONCE) {
        const some = page.slice(start, start + KEPT_AT_ONCE);
        await Promise.all(some.map((one) => this.#keepLost(one.authorizer_appid, listed, departures)));
      }
    }
    this.#recoveredAt = Date.now();
    return listed;
  }

  async #keepLost(appId: string, listed: Listed, departures: number): Promise<void> {
    const authorization = listed.get(appId);
    if (authorization && !(await this.find(appId))) await this.#keepListed(appId, authorization, departures);
  }

  /** @returns false for an account that has left since the list was asked for */
  async #keepListed(appId: string, authorization: Authorization, departures: number): Promise<boolean> {
    const hasLeft = (): boolean => (this.#left.get(appId) ?? 0) > departures;
    if (hasLeft()) return false;
    await this.credentials.write(this.#keyOf(appId), authorization);
    if (!hasLeft()) return true;
    await this.credentials.remove(this.#keyOf(appId));
    return false;
  }

  #keyOf(appId: string): string {
    return `${this.calls.componentAppId}:${appId}:authorization`;
  }
}
