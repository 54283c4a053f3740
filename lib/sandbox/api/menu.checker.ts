import type { MenuButton } from '../account/menu.book.js';
import { type JsonAnswer, refuse } from './api.answer.js';

/** Sizes and codes of one level of a menu. */
interface Level {
  readonly most: number;
  readonly longestName: number;
  readonly codes: Readonly<Record<'size' | 'type' | 'name' | 'key' | 'url', number>>;
}

const TOP: Level = {
  most: 3,
  longestName: 16,
  codes: { size: 40016, type: 40017, name: 40018, key: 40019, url: 40020 },
};
const SUB: Level = {
  most: 5,
  longestName: 60,
  codes: { size: 40023, type: 40024, name: 40025, key: 40026, url: 40027 },
};
const LONGEST_KEY = 128;
const LONGEST_URL = 1024;

/** What a button of each type needs. */
const NEEDS: Readonly<Record<string, readonly (keyof MenuButton)[]>> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  media_id: ['media_id'],
  view_limited: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  miniprogram: ['url', 'appid', 'pagepath'],
};
const CODE_OF: Readonly<Record<string, 'key' | 'url'>> = { key: 'key', url: 'url' };

function checkLeaf(button: MenuButton, { codes }: Level): JsonAnswer | undefined {
  const type = button.type ?? '';
  if (!Object.hasOwn(NEEDS, type)) return refuse(codes.type, `type "${type}" of button "${button.name}"`);
  const missing = NEEDS[type]?.find((name) => !button[name]);
  if (missing)
    return refuse(
      CODE_OF[missing] ? codes[CODE_OF[missing]] : 40035,
      `${missing} of button "${button.name}" is missing`,
    );
  if (Buffer.byteLength(button.key ?? '') > LONGEST_KEY)
    return refuse(codes.key, `key of button "${button.name}"`);
  if (Buffer.byteLength(button.url ?? '') > LONGEST_URL)
    return refuse(codes.url, `url of button "${button.name}"`);
  return undefined;
}

function checkLevel(buttons: readonly MenuButton[], level: Level): JsonAnswer | undefined {
  const { most, longestName, codes } = level;
  if (buttons.length === 0 || buttons.length > most)
    return refuse(codes.size, `${buttons.length} buttons, not 1 to ${most}`);
  for (const button of buttons) {
    const length = Buffer.byteLength(button.name);
    if (length === 0 || length > longestName)
      return refuse(codes.name, `name "${button.name}" has ${length} bytes`);
    const isParent = button.sub_button !== undefined && button.sub_button.length > 0;
    if (isParent && level === SUB) return refuse(40022);
    const wrong = isParent ? checkLevel(button.sub_button ?? [], SUB) : checkLeaf(button, level);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Says what WeChat has against a menu, or nothing. */
export const checkMenu = (buttons: readonly MenuButton[]): JsonAnswer | undefined => checkLevel(buttons, TOP);
