// @ts-check
import { element } from './dom.js';

const TONES = 8;

/**
 * A picture drawn from a name: its first character on a colour that stays the same for the same id.
 *
 * @param {string} id
 * @param {string} name
 */
export function avatar(id, name) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  const [first = '?'] = [...name.trim()];
  return element('span', { class: `avatar tone-${sum % TONES}`, 'aria-hidden': 'true' }, first.toUpperCase());
}
