import type { MessageNode, MessageTree } from '../../../common/index.js';
import type { Card } from './delivered.message.js';

/** Fields that are lists, however many items a reply has. */
const LISTS: ReadonlySet<string> = new Set([
  'action_list',
  'vertical_content_list',
  'horizontal_content_list',
  'jump_list',
  'button_list',
  'option_list',
  'select_list',
]);
const NUMBERS: ReadonlySet<string> = new Set(['type', 'style', 'desc_color', 'mode', 'aspect_ratio']);
const FLAGS: ReadonlySet<string> = new Set(['disable', 'is_checked']);
/** Names that are not simply written another way. */
const NAMES: Readonly<Record<string, string>> = {
  AppId: 'appid',
  CheckBox: 'checkbox',
  KeyName: 'keyname',
  PagePath: 'pagepath',
  UserId: 'userid',
};

const nameOf = (name: string): string =>
  NAMES[name] ?? name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function valueOf(name: string, node: MessageNode): unknown {
  if (Array.isArray(node)) return node.map((item) => valueOf(name, item));
  if (typeof node === 'object') return readCard(node);
  if (NUMBERS.has(name) && node !== '') return Number(node);
  return FLAGS.has(name) ? node === 'true' || node === '1' : node;
}

/** Reads a card of a reply, and gives its fields the names they have in `message/send`. */
export function readCard(tree: MessageTree): Card {
  const fields = Object.entries(tree).map(([given, node]) => {
    const name = nameOf(given);
    const value = valueOf(name, node);
    return [name, LISTS.has(name) && !Array.isArray(value) ? [value] : value] as const;
  });
  return Object.fromEntries(fields);
}
