import type { AccountState } from './account/account.state.js';
import { extensionOf } from './account/media.shelf.js';
import type { PersonState } from './account/person.state.js';
import type { QrCode } from './account/qr-code.book.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxReceived } from './interfaces/sandbox-received.interface.js';
import type { SandboxReply } from './interfaces/sandbox-reply.interface.js';
import { WHITE_PIXEL } from './picture/white-pixel.js';
import { scanEvent, subscribeEvent, tapEvent, unsubscribeEvent } from './push/person.events.js';
import { type NewChatEntry, PersonPusher } from './push/person.pusher.js';
import type { Pusher } from './push/pusher.js';
import type { PushTree } from './push/push.writer.js';

const NEXT_MESSAGE_TIMEOUT = 5000;
const SILENCE = Buffer.from('#!AMR\n');
const EMPTY_VIDEO = Buffer.from('0000001866747970', 'hex');

const byPerson = (kind: string, facts: Partial<NewChatEntry> = {}): NewChatEntry => ({
  from: 'person',
  kind,
  ...facts,
  passive: false,
});

/**
 * A person with a phone. What they do is pushed to the application, and its answer is what each method resolves to;
 * each rejects with {@link SandboxPushError} when no answer WeChat would accept comes. 一个微信用户
 *
 * @publicApi
 */
export class SandboxPerson {
  readonly #account: AccountState;
  readonly #state: PersonState;
  readonly #pusher: PersonPusher;

  /** @internal People are made by {@link SandboxAccount.person}. */
  constructor(account: AccountState, state: PersonState, pusher: Pusher) {
    this.#account = account;
    this.#state = state;
    this.#pusher = new PersonPusher(account, state, pusher);
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

  /** Whether the person follows the account. 是否关注 */
  get following(): boolean {
    return this.#state.following;
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

  /** Follows the account (关注), with a scene through its QR code. Pushes `subscribe`. */
  async subscribe(scene?: string | number): Promise<SandboxReply> {
    return this.#follow(scene === undefined ? undefined : this.#account.qrCodes.scan(String(scene)));
  }

  /** Turns away (取消关注). Pushes `unsubscribe`. */
  async unsubscribe(): Promise<SandboxReply> {
    this.#state.turnAway();
    this.#account.followers.delete(this.openid);
    return this.#pusher.send(unsubscribeEvent(), byPerson('event', { text: 'unsubscribe' }));
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

  /** Sends a voice message. 语音消息 */
  async sendVoice(content: Buffer = SILENCE): Promise<SandboxReply> {
    const { id } = this.#account.media.add(this.#account.appId, 'voice', content, '.amr');
    return this.#pusher.send({ MsgType: 'voice', MediaId: id, Format: 'amr' }, byPerson('voice'));
  }

  /** Sends a video. 视频消息 */
  async sendVideo(content: Buffer = EMPTY_VIDEO): Promise<SandboxReply> {
    const { appId, media } = this.#account;
    const video = media.add(appId, 'video', content, '.mp4');
    const thumb = media.add(appId, 'thumb', WHITE_PIXEL, '.png');
    const push = { MsgType: 'video', MediaId: video.id, ThumbMediaId: thumb.id };
    return this.#pusher.send(push, byPerson('video'));
  }

  /** Sends a place. 地理位置消息 */
  async sendLocation(place: {
    latitude: number;
    longitude: number;
    scale?: number;
    label?: string;
  }): Promise<SandboxReply> {
    const { latitude, longitude, scale = 16, label = '' } = place;
    const push = {
      MsgType: 'location',
      Location_X: latitude,
      Location_Y: longitude,
      Scale: scale,
      Label: label,
    };
    return this.#pusher.send(push, byPerson('location', { text: label || `${latitude}, ${longitude}` }));
  }

  /** Sends a link. 链接消息 */
  async sendLink(link: { title: string; description: string; url: string }): Promise<SandboxReply> {
    const { title, description, url } = link;
    const push = { MsgType: 'link', Title: title, Description: description, Url: url };
    return this.#pusher.send(push, byPerson('link', { title, text: description, url }));
  }

  /**
   * Scans a QR code, given by its ticket, its URL or its scene: a follower pushes `SCAN`, a stranger subscribes.
   * 扫描带参数的二维码
   *
   * @throws {SandboxUseError} when the code is unknown or no longer valid
   */
  async scan(sceneOrTicketOrUrl: string | number): Promise<SandboxReply> {
    const code = this.#account.qrCodes.scan(String(sceneOrTicketOrUrl));
    if (!this.following) return this.#follow(code);
    return this.#pusher.send(scanEvent(code), byPerson('event', { text: `SCAN ${code.scene}` }));
  }

  /**
   * Taps a button of the menu, given by its key or its name. 点击自定义菜单
   *
   * @throws {SandboxUseError} when the menu this person sees has no such button, or WeChat pushes nothing for it
   */
  async tap(keyOrName: string): Promise<SandboxReply> {
    const { menus } = this.#account;
    const button = menus.buttonSeenBy(this.#state, keyOrName);
    if (!button) throw new SandboxUseError(`The menu of ${this.#account.name} has no button "${keyOrName}"`);
    const push = tapEvent(button, String(menus.common?.menuid ?? ''));
    if (!push) throw new SandboxUseError(`WeChat pushes nothing when a ${button.type} button is tapped`);
    return this.#pusher.send(push, byPerson('event', { text: `${String(push['Event'])} ${button.name}` }));
  }

  /** Pushes anything with this person as its sender; what every push has is filled in where it is missing. */
  async send(message: { MsgType: string } & PushTree): Promise<SandboxReply> {
    const text = message['Content'] ?? message['Event'];
    return this.#pusher.send(
      message,
      byPerson(message.MsgType, { text: text === undefined ? undefined : String(text) }),
    );
  }

  async #follow(code?: QrCode): Promise<SandboxReply> {
    this.#state.follow(code);
    this.#account.followers.add(this.openid);
    return this.#pusher.send(subscribeEvent(code), byPerson('event', { text: 'subscribe' }));
  }
}
