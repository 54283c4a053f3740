import type { FollowerState } from './account/follower.state.js';
import type { OfficialAccountState } from './account/official-account.state.js';
import type { QrCode } from './account/qr-code.book.js';
import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxReply } from './interfaces/sandbox-reply.interface.js';
import { WHITE_PIXEL } from './picture/white-pixel.js';
import { scanEvent, subscribeEvent, tapEvent, unsubscribeEvent } from './push/person.events.js';
import { byPerson, PersonPusher } from './push/person.pusher.js';
import { SandboxContact } from './sandbox-contact.js';

const SILENCE = Buffer.from('#!AMR\n');
const EMPTY_VIDEO = Buffer.from('0000001866747970', 'hex');

/**
 * A person with a phone. What they do is pushed to the application, and its answer is what each method resolves to;
 * each rejects with {@link SandboxPushError} when no answer WeChat would accept comes. 一个微信用户
 *
 * @publicApi
 */
export class SandboxPerson extends SandboxContact {
  readonly #account: OfficialAccountState;
  readonly #state: FollowerState;
  readonly #pusher: PersonPusher;

  /** @internal People are made by {@link SandboxAccount.person}. */
  constructor(account: OfficialAccountState, state: FollowerState) {
    super(account, state);
    this.#account = account;
    this.#state = state;
    this.#pusher = new PersonPusher(account, state);
  }

  /** Whether the person follows the account. 是否关注 */
  get following(): boolean {
    return this.#state.following;
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

  /**
   * Agrees to a login the application asks for. 同意网页授权
   *
   * @param url where the application sent the visitor: WeChat's address or the sandbox's, with all parameters
   * @returns where WeChat sends the visitor back to, with `code` and `state`
   * @throws {SandboxUseError} when WeChat would show an error instead of asking
   */
  async authorize(url: string): Promise<string> {
    const { logins } = this.#account.shared;
    return logins.allow(logins.open(url, this.#state), this.#state);
  }

  /**
   * Refuses a login the application asks for. 拒绝网页授权
   *
   * @param url as for {@link authorize}
   * @returns where WeChat sends the visitor back to, with `state` alone
   * @throws {SandboxUseError} when WeChat would show an error instead of asking
   */
  async refuse(url: string): Promise<string> {
    const { logins } = this.#account.shared;
    return logins.refuse(logins.open(url, this.#state));
  }

  async #follow(code?: QrCode): Promise<SandboxReply> {
    this.#state.follow(code);
    this.#account.followers.add(this.openid);
    return this.#pusher.send(subscribeEvent(code), byPerson('event', { text: 'subscribe' }));
  }
}
