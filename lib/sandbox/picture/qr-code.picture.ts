import { encodeQrCode } from './qr-code.encoder.js';
import { writePng } from './png.writer.js';

const MODULE = 10;
/** The quiet zone a reader needs around the code. */
const MARGIN = 4;

/** A picture of a QR code, 450 pixels wide, as PNG. */
export function qrCodePicture(text: string): Buffer {
  const modules = encodeQrCode(text);
  const size = (modules.length + 2 * MARGIN) * MODULE;
  const at = (pixel: number): number => Math.floor(pixel / MODULE) - MARGIN;
  return writePng(size, (x, y) => modules[at(y)]?.[at(x)] === true);
}
