import { newAppId } from '../world/identifiers.js';

const MOST_BOUND = 100;

/** Open-platform accounts, which make the people of several accounts one. 开放平台账号 */
export class OpenAccountBook {
  /** Appids of accounts, by the appid of the open-platform account. */
  readonly #bound = new Map<string, Set<string>>();
  readonly #openAppIds = new Map<string, string>();

  /** The open-platform account an account is bound to. */
  of(appId: string): string | undefined {
    return this.#openAppIds.get(appId);
  }

  create(appId: string): string {
    const openAppId = newAppId();
    this.#bound.set(openAppId, new Set());
    this.bind(appId, openAppId);
    return openAppId;
  }

  bind(appId: string, openAppId: string): 'bound' | 'unknown' | 'full' {
    const members = this.#bound.get(openAppId);
    if (!members) return 'unknown';
    if (members.size >= MOST_BOUND) return 'full';
    members.add(appId);
    this.#openAppIds.set(appId, openAppId);
    return 'bound';
  }

  unbind(appId: string): void {
    this.#bound.get(this.#openAppIds.get(appId) ?? '')?.delete(appId);
    this.#openAppIds.delete(appId);
  }
}
