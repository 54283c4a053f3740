// @ts-check

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Makes an element. Text only ever becomes a text node, so nothing a message holds can turn into markup.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : String(child));
  }
  return made;
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} #${id}`);
  return found;
}

/**
 * Makes a container's children follow a list, touching only what changed: focus, selection and what a screen reader
 * has already read out stay as they are.
 *
 * @template T
 * @param {HTMLElement} container
 * @param {readonly T[]} items
 * @param {{ key: (item: T) => string, version: (item: T) => string, render: (item: T) => HTMLElement }} how
 */
export function follow(container, items, how) {
  const before = new Map(
    [...container.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key ?? '', child]),
  );
  /** @type {Element | null} */
  let place = container.firstElementChild;
  for (const item of items) {
    const key = how.key(item);
    const version = how.version(item);
    let node = /** @type {HTMLElement | undefined} */ (before.get(key));
    before.delete(key);
    if (node?.dataset.version !== version) {
      const focused = node !== undefined && node.contains(document.activeElement);
      const fresh = how.render(item);
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (node) {
        if (place === node) place = fresh;
        node.replaceWith(fresh);
        if (focused) focusWithin(fresh);
      }
      node = fresh;
    }
    if (place === node) place = node.nextElementSibling;
    else container.insertBefore(node, place);
  }
  for (const gone of before.values()) gone.remove();
}

/** @param {HTMLElement} node */
function focusWithin(node) {
  const target = node.matches('button, a, [tabindex]') ? node : node.querySelector('button, a, [tabindex]');
  if (target instanceof HTMLElement) target.focus();
}

/**
 * A picture may only come from here or from within the message: the page never asks a foreign host for anything.
 *
 * @param {string | undefined} url
 */
export function isOwnPicture(url) {
  if (!url) return false;
  if (url.startsWith('data:image/')) return true;
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

/**
 * A link is followed only where a browser would go with http.
 *
 * @param {string | undefined} url
 */
export function isWebAddress(url) {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);
}
