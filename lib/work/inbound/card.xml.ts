import type { XmlTree, XmlValue } from '../../common/index.js';

/** Names that a reply does not write as the words they are made of. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['appid', 'AppId'],
  ['checkbox', 'CheckBox'],
  ['keyname', 'KeyName'],
  ['pagepath', 'PagePath'],
  ['userid', 'UserId'],
]);

const nameOf = (name: string): string =>
  NAMES.get(name) ?? name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * A template card as a reply writes it: `horizontal_content_list` becomes `HorizontalContentList`, once for each of its items.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90241
 */
export function cardToXml(card: object): XmlTree {
  const fields = Object.entries(card).map(([name, value]) => [nameOf(name), valueToXml(value)]);
  return Object.fromEntries(fields) as XmlTree;
}

function valueToXml(value: unknown): XmlValue {
  if (Array.isArray(value)) return value.map((item: object) => cardToXml(item));
  if (typeof value === 'object' && value !== null) return cardToXml(value);
  return typeof value === 'boolean' ? String(value) : (value as string | number | undefined);
}
