import type { AccountState } from './account/account.state.js';
import { extensionOf } from './account/media.shelf.js';
import type { PersonState } from './account/person.state.js';
import type { SandboxReceived } from './interfaces/sandbox-received.interface.js';
import type { SandboxReply } from './interfaces/sandbox-reply.interface.js';
import { WHITE_PIXEL } from './picture/white-pixel.js';
import { byPerson, PersonPusher } from './push/person.pusher.js';
import type { PushTree } from './push/push.writer.js';

const NEXT_MESSAGE_TIMEOUT = 5000;

/**
 * Somebody who can talk to an account. What they do is pushed to the application, and its answer is what each method
 * resolves to; each rejects with {@link SandboxPushError} when no answer WeChat would accept comes.
 *
 * @publicApi
 */
export abstract class SandboxContact {
  readonly #account: AccountState;
  readonly #state: PersonState;
  readonly #pusher: PersonPusher;

  /** @internal */
  constructor(account: AccountState, state: PersonState) {
    this.#account = account;
    this.#state = state;
    this.#pusher = new PersonPusher(account, state);
  }

  /** The person's id for this account. */
  get openid(): string {
    return this.#state.openid;
  }

  /** The person's id for all accounts of one open platform. */
  get unionid(): string | undefined {
    return this.#state.unionid;
  }

  get nickname(): string {
    return this.#state.nickname;
  }

  /** Messages the application sent of its own accord, oldest first. */
  get received(): readonly SandboxReceived[] {
    return this.#state.received;
  }

  /**
   * The next message that was not yet handed out; waits for it when there is none.
   *
   * @throws {SandboxTimeoutError} when none comes in time (5 s by default)
   */
  nextMessage({ timeout = NEXT_MESSAGE_TIMEOUT }: { timeout?: number } = {}): Promise<SandboxReceived> {
    return this.#state.mailbox.take(timeout);
  }

  /** Sends a text. 文本消息 */
  async say(text: string): Promise<SandboxReply> {
    return this.#pusher.send({ MsgType: 'text', Content: text }, byPerson('text', { text }));
  }

  /** Sends a picture; its `MediaId` can be fetched with `media/get`. 图片消息 */
  async sendImage(content: Buffer = WHITE_PIXEL, contentType = 'image/png'): Promise<SandboxReply> {
    const { appId, media, world } = this.#account;
    const { id } = media.add(appId, 'image', content, extensionOf(contentType));
    const imageUrl = `/sandbox/media/${id}`;
    const push = { MsgType: 'image', PicUrl: world.url + imageUrl, MediaId: id };
    return this.#pusher.send(push, byPerson('image', { imageUrl }));
  }

  /** Pushes anything with this person as its sender; what every push has is filled in where it is missing. */
  async send(message: { MsgType: string } & PushTree): Promise<SandboxReply> {
    const text = message['Content'] ?? message['Event'];
    return this.#pusher.send(
      message,
      byPerson(message.MsgType, { text: text === undefined ? undefined : String(text) }),
    );
  }
}
