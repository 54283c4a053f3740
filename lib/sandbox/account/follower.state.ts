import { PersonState } from './person.state.js';
import type { QrCode } from './qr-code.book.js';

/** A person as an official account sees them: they may follow it. 关注者 */
export class FollowerState extends PersonState {
  following = false;
  /** Seconds of the sandbox's clock. */
  subscribedAt = 0;
  subscribeScene = 'ADD_SCENE_SEARCH';
  qrScene = 0;
  qrSceneStr = '';
  remark = '';
  readonly tags: number[] = [];

  /** Follows the account, through a QR code or by its name. */
  follow(code?: QrCode): void {
    this.following = true;
    this.subscribedAt = this.world.clock.seconds();
    this.subscribeScene = code ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH';
    this.qrScene = code?.isNumber ? Number(code.scene) : 0;
    this.qrSceneStr = code && !code.isNumber ? code.scene : '';
    this.announce();
  }

  /** Follows it no longer; nothing more may be sent. */
  turnAway(): void {
    this.following = false;
    this.lastInteraction = -Infinity;
    this.answersUntil = -Infinity;
    this.announce();
  }

  announce(): void {
    const { appId, openid, nickname, following } = this;
    this.world.events.emit('people', { appId, openid, nickname, following });
  }
}
