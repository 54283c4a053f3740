import { writePng } from './png.writer.js';

/** The smallest picture: one white pixel, as PNG. */
export const WHITE_PIXEL = writePng(1, () => false);
