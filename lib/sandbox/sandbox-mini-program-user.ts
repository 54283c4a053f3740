import type { MiniProgramState } from './account/mini-program.state.js';
import type { MiniProgramUserState } from './account/mini-program-user.state.js';
import type { SandboxReply } from './interfaces/sandbox-reply.interface.js';
import type { SandboxSealedData, SandboxUserInfo } from './interfaces/sandbox-sealed-data.interface.js';
import { phoneInfo, seal, sealedUserInfo } from './mini-program/sealed-data.maker.js';
import { WHITE_PIXEL } from './picture/white-pixel.js';
import { SandboxContact } from './sandbox-contact.js';

/**
 * A person who uses a mini program. Methods without a promise are what the mini program's own code would get from `wx`;
 * the others push to the application. 小程序用户
 *
 * @publicApi
 */
export class SandboxMiniProgramUser extends SandboxContact {
  readonly #account: MiniProgramState;
  readonly #state: MiniProgramUserState;

  /** @internal People are made by {@link SandboxMiniProgram.person}. */
  constructor(account: MiniProgramState, state: MiniProgramUserState) {
    super(account, state);
    this.#account = account;
    this.#state = state;
  }

  /** The key of the present session: 16 bytes as base64. */
  get sessionKey(): string {
    return this.#state.sessionKey;
  }

  /** Eleven digits, as `getPhoneNumber` tells it. */
  get phoneNumber(): string {
    return this.#state.phoneNumber;
  }

  /** A code of `wx.login`: for one use within five minutes. */
  login(): string {
    return this.#account.loginCodes.issue(this.#state);
  }

  /** A code of `wx.pluginLogin`: for one use within five minutes. */
  pluginLogin(): string {
    return this.#account.pluginCodes.issue(this.#state);
  }

  /** The dynamic code of the button `getPhoneNumber` (手机号快速验证): for one use within five minutes. */
  phoneCode(): string {
    return this.#account.phoneCodes.issue(this.#state);
  }

  /** What `wx.getUserInfo` gives, sealed with the session key; the watermark has the time of the sandbox's clock. */
  userInfo(): SandboxUserInfo {
    return sealedUserInfo(this.#account, this.#state);
  }

  /** What the button `getPhoneNumber` gave before there were dynamic codes. */
  phone(): SandboxSealedData {
    return seal(phoneInfo(this.#account, this.#state), this.#state.sessionKey);
  }

  /** Ends the session, as WeChat does in its own time: there is a new session key. */
  expireSession(): void {
    this.#state.renewSession();
  }

  /** Allows one message of a template. wx.requestSubscribeMessage */
  subscribeTo(templateId: string): void {
    this.#state.allow(templateId);
  }

  /** Enters the conversation with customer service. Pushes `user_enter_tempsession`. 进入客服会话 */
  async enterSession({ sessionFrom = '' }: { sessionFrom?: string } = {}): Promise<SandboxReply> {
    return this.send({ MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: sessionFrom });
  }

  /** Sends a card of a page of a mini program. 小程序卡片消息 */
  async sendCard(card: { title?: string; appid?: string; pagepath?: string } = {}): Promise<SandboxReply> {
    const { title = this.#account.name, appid = this.#account.appId, pagepath = 'pages/index/index' } = card;
    const { appId, media, world } = this.#account;
    const { id } = media.add(appId, 'image', WHITE_PIXEL, '.png');
    return this.send({
      MsgType: 'miniprogrampage',
      Title: title,
      AppId: appid,
      PagePath: pagepath,
      ThumbUrl: `${world.url}/sandbox/media/${id}`,
      ThumbMediaId: id,
    });
  }
}
