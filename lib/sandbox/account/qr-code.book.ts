import { SandboxUseError } from '../errors/sandbox-use.error.js';
import { newShortCode, newTicket } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

export interface QrCode {
  readonly ticket: string;
  readonly url: string;
  readonly scene: string;
  /** Made from a number, not from a text. */
  readonly isNumber: boolean;
  /** Milliseconds of the sandbox's clock. */
  readonly expiresAt: number;
}

/** The QR codes of one account. 带参数的二维码 */
export class QrCodeBook {
  readonly #codes: QrCode[] = [];

  constructor(private readonly clock: SandboxClock) {}

  add(scene: string | number, seconds = Infinity): QrCode {
    const code: QrCode = {
      ticket: newTicket(),
      url: `http://weixin.qq.com/q/${newShortCode()}`,
      scene: String(scene),
      isNumber: typeof scene === 'number',
      expiresAt: this.clock.now() + seconds * 1000,
    };
    this.#codes.push(code);
    return code;
  }

  /** The newest code with that ticket, URL or scene. */
  find(text: string): QrCode | undefined {
    return this.#codes.findLast(
      ({ ticket, url, scene }) => ticket === text || url === text || scene === text,
    );
  }

  /**
   * The code a person holds a phone to.
   *
   * @throws {SandboxUseError} when it has expired, or is a foreign one
   */
  scan(text: string): QrCode {
    const known = this.find(text);
    if (known && this.isExpired(known))
      throw new SandboxUseError(`The QR code of scene ${known.scene} has expired`);
    if (known) return known;
    if (/^https?:/.test(text)) throw new SandboxUseError(`${text} is no QR code of this account`);
    // A poster on the wall: WeChat made it before this sandbox was started.
    return this.add(/^\d+$/.test(text) ? Number(text) : text);
  }

  findTicket(ticket: string): QrCode | undefined {
    return this.#codes.findLast((code) => code.ticket === ticket);
  }

  isExpired(code: QrCode): boolean {
    return code.expiresAt <= this.clock.now();
  }
}
