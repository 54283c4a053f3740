import type { Lease, WeChatCredentials } from '../../storage/index.js';
import type { WorkKfMessage } from './kf-message.interface.js';

/**
 * How far an account was read, and which messages behind that place are done with, so that a restart in the middle of a page
 * runs no message again that was handled. Whoever has the lock of the account has the one of these.
 */
export class KfPlace {
  #cursor: string | undefined;
  #done = new Set<string>();
  /** Messages of the page that are not done with. */
  #left = 0;
  #isChanged = false;
  #writing: Promise<void> | undefined;

  private constructor(
    private readonly credentials: WeChatCredentials,
    private readonly key: string,
    private readonly lease: Lease,
    { cursor, done }: Readonly<Record<string, unknown>>,
  ) {
    this.#cursor = typeof cursor === 'string' ? cursor : undefined;
    if (Array.isArray(done)) this.#done = new Set(done.filter((one) => typeof one === 'string'));
  }

  /** @param lease of the lock of the account */
  static async read(credentials: WeChatCredentials, key: string, lease: Lease): Promise<KfPlace> {
    return new KfPlace(credentials, key, lease, (await credentials.read(key)) ?? {});
  }

  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** @returns what is left to do of a page that begins here */
  begin(page: readonly WorkKfMessage[]): WorkKfMessage[] {
    const left = page.filter(({ msgid }) => !this.#done.has(msgid));
    this.#left = left.length;
    return left;
  }

  /** Keeps that a message is done with. What is done while the store is written to goes with the next write. */
  done(msgId: string): void {
    this.#done.add(msgId);
    this.#isChanged = true;
    this.#left -= 1;
    // behind the last one the place moves on
    if (this.#left > 0) this.#writing ??= this.#writeOn();
  }

  async moveTo(cursor: string): Promise<void> {
    this.#isChanged = false;
    await this.#writing;
    await this.credentials.write(this.key, { cursor }, this.lease);
    this.#cursor = cursor;
    this.#done.clear();
    this.#isChanged = false;
  }

  /** @throws when the store does not take what is done with */
  async settle(): Promise<void> {
    await this.#writing;
    if (this.#isChanged) await this.#write();
  }

  async #writeOn(): Promise<void> {
    try {
      while (this.#isChanged) await this.#write();
    } catch {
      this.#isChanged = true; // settle tries again, and tells
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(): Promise<void> {
    this.#isChanged = false;
    const done = [...this.#done];
    const place = this.#cursor === undefined ? { done } : { cursor: this.#cursor, done };
    await this.credentials.write(this.key, place, this.lease);
  }
}
