// @ts-check
import { texts } from './texts.js';

/** @typedef {keyof typeof texts} TextKey */
/** @typedef {'zh' | 'en'} Language */

const KEPT_AS = 'wechat-sandbox.language';

/** @returns {Language} */
function firstLanguage() {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

let current = firstLanguage();

export const language = () => current;

/** The language as the browser names it, for dates and `lang`. */
export const locale = () => (current === 'zh' ? 'zh-CN' : 'en');

/** @param {Language} wanted */
export function setLanguage(wanted) {
  current = wanted;
  localStorage.setItem(KEPT_AS, wanted);
}

/**
 * @param {TextKey} key
 * @param {...(string | number)} facts
 * @returns {string}
 */
export function text(key, ...facts) {
  const [zh, en] = texts[key];
  const chosen = /** @type {string} */ (current === 'zh' ? zh : en);
  return chosen.replace(/\{(\d)\}/g, (_, place) => String(facts[Number(place)] ?? ''));
}

/** @param {string} key @returns {key is TextKey} */
export const isTextKey = (key) => Object.hasOwn(texts, key);

/** Writes the texts of everything marked with data-text and data-label. */
export function writeTexts() {
  document.documentElement.lang = locale();
  document.title = text('title');
  for (const node of document.querySelectorAll('[data-text], [data-label]')) {
    const { text: key, label } = /** @type {HTMLElement} */ (node).dataset;
    if (key && isTextKey(key)) node.textContent = text(key);
    if (label && isTextKey(label)) {
      node.setAttribute('aria-label', text(label));
      if (node instanceof HTMLButtonElement) node.title = text(label);
    }
  }
}

/** @param {string | number} at */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** The stamp between messages: the time, with the day when it was not today. @param {string | number} at */
export function timeStamp(at) {
  const day = new Date(at);
  if (day.toDateString() === new Date().toDateString()) return timeOfDay(at);
  return `${day.toLocaleDateString(locale(), { month: 'short', day: 'numeric' })} ${timeOfDay(at)}`;
}

/** @param {string | number} at */
export function preciseTime(at) {
  const day = new Date(at);
  return `${day.toLocaleTimeString(locale(), { hour12: false })}.${String(day.getMilliseconds()).padStart(3, '0')}`;
}
