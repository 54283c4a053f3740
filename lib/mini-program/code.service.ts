import type { Readable } from 'node:stream';
import type { BodyOf, MiniProgramApi } from './mini-program.api.js';

type UnlimitedCode = BodyOf<'POST /wxa/getwxacodeunlimit'>;
type Code = BodyOf<'POST /wxa/getwxacode'> & { path: string };

const WIDTH = { least: 280, most: 1280 };
const MAX_SCENE = 32;
const MAX_CODE_PATH = 1024;
const MAX_QR_PATH = 128;

/**
 * Codes that lead to a page of the mini program (小程序码与小程序二维码). Every method throws a RangeError for a `width`
 * outside 280 to 1280 pixels, and a WeChatApiError with 41030 for a page that does not exist, 45009 beyond 5000 calls a
 * minute.
 *
 * @publicApi
 */
export class MiniProgramCodeService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * A code of which there may be any number (获取不限制的小程序码). Calls `POST /wxa/getwxacodeunlimit`.
   *
   * @param code `scene` takes 1 to 32 letters, digits and ``!#$&'()*+,/:;=?@-._~``; `page` no leading slash and no query
   * @returns the picture's bytes, JPG or PNG
   * @throws {RangeError} for a scene that is empty, longer, or of other characters
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
   */
  async getUnlimited(code: UnlimitedCode): Promise<Buffer> {
    return this.client.request('POST /wxa/getwxacodeunlimit', { body: checkUnlimited(code) });
  }

  /** As {@link getUnlimited}, as a stream. */
  async getUnlimitedStream(code: UnlimitedCode): Promise<Readable> {
    return this.client.stream('POST /wxa/getwxacodeunlimit', { body: checkUnlimited(code) });
  }

  /**
   * A code of which there are 100,000 at most, those of {@link createQrCode} included (获取小程序码). Calls
   * `POST /wxa/getwxacode`.
   *
   * @param code `path` takes 1 to 1024 characters, its query included
   * @throws {RangeError} for another length
   * @throws {WeChatApiError} 45029 beyond the 100,000
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getQRCode.html
   */
  async get(code: Code): Promise<Buffer> {
    return this.client.request('POST /wxa/getwxacode', { body: checkCode(code) });
  }

  /** As {@link get}, as a stream. */
  async getStream(code: Code): Promise<Readable> {
    return this.client.stream('POST /wxa/getwxacode', { body: checkCode(code) });
  }

  /**
   * A square QR code in place of WeChat's round one (获取小程序二维码). Calls `POST /cgi-bin/wxaapp/createwxaqrcode`.
   *
   * @param path 1 to 128 characters, its query included
   * @param width pixels, 430 without it
   * @throws {RangeError} for another length
   * @throws {WeChatApiError} 45029 beyond the 100,000 of {@link get} and this together
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/createQRCode.html
   */
  async createQrCode(path: string, width?: number): Promise<Buffer> {
    return this.client.request('POST /cgi-bin/wxaapp/createwxaqrcode', { body: checkQrCode(path, width) });
  }

  /** As {@link createQrCode}, as a stream. */
  async createQrCodeStream(path: string, width?: number): Promise<Readable> {
    return this.client.stream('POST /cgi-bin/wxaapp/createwxaqrcode', { body: checkQrCode(path, width) });
  }
}

function checkUnlimited(code: UnlimitedCode): UnlimitedCode {
  const { scene, width } = code;
  checkWidth(width);
  if (scene.length < 1 || scene.length > MAX_SCENE || !/^[\w!#$&'()*+,/:;=?@\-.~]*$/.test(scene)) {
    throw new RangeError(
      `scene takes 1 to ${MAX_SCENE} letters, digits and !#$&'()*+,/:;=?@-._~, not "${scene}": keep longer things under a short key`,
    );
  }
  return code;
}

function checkCode(code: Code): Code {
  checkWidth(code.width);
  checkPath(code.path, MAX_CODE_PATH);
  return code;
}

function checkQrCode(path: string, width: number | undefined): { path: string; width?: number } {
  checkWidth(width);
  checkPath(path, MAX_QR_PATH);
  return { path, ...(width === undefined ? {} : { width }) };
}

function checkWidth(width: number | undefined): void {
  const { least, most } = WIDTH;
  if (width !== undefined && !(Number.isInteger(width) && width >= least && width <= most)) {
    throw new RangeError(`width takes ${least} to ${most} pixels, not ${width}`);
  }
}

function checkPath(path: string, most: number): void {
  if (path.length < 1 || path.length > most) {
    throw new RangeError(`path takes 1 to ${most} characters, not ${path.length}`);
  }
}
