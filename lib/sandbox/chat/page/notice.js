// @ts-check
import { element, isWebAddress } from './dom.js';
import { text } from './language.js';

/** @typedef {import('./types.js').MenuButton} MenuButton */

/** Events that a button of the menu causes. */
const TAPS = /^(CLICK|VIEW|view_miniprogram|scancode_\w+|pic_\w+|location_select) (.+)$/s;
const SCAN = /^SCAN (.+)$/s;

/**
 * What a person did, in the reader's language; the sandbox calls it by the event's name.
 *
 * @param {string} words
 */
export function eventText(words) {
  if (words === 'subscribe') return text('subscribed');
  if (words === 'unsubscribe') return text('unsubscribed');
  const [, , tapped] = TAPS.exec(words) ?? [];
  if (tapped) return text('tapped', tapped);
  const [, scanned] = SCAN.exec(words) ?? [];
  return scanned ? text('scanned', scanned) : words;
}

/** @param {MenuButton[]} buttons @param {string} name @returns {string | undefined} */
function addressOf(buttons, name) {
  const all = buttons.flatMap((button) => [button, ...(button.sub_button ?? [])]);
  return all.find((button) => button.type === 'view' && button.name === name)?.url;
}

/**
 * The line for an event; a button that opens a page leads there.
 *
 * @param {string} words
 * @param {MenuButton[]} buttons
 */
export function eventLine(words, buttons) {
  const url = words.startsWith('VIEW ') ? addressOf(buttons, words.slice('VIEW '.length)) : undefined;
  const link =
    isWebAddress(url) &&
    element('a', { href: url, target: '_blank', rel: 'noopener noreferrer', title: url }, text('opens'));
  return element('p', {}, eventText(words), link && ' ', link);
}
