// @ts-check
import { deliver } from './deliver.js';
import { byId, element } from './dom.js';
import { language, text } from './language.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').MenuButton} MenuButton */

/** @param {MenuButton} button */
const keyOf = (button) => (button.type === 'view' ? button.name : (button.key ?? button.name));

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function moveFocus(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const entries = [...menu.querySelectorAll('button')];
  const at = entries.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  entries[(at + step + entries.length) % entries.length]?.focus();
}

/** The account's menu in place of the text field, and the switch between the two. @param {Store} store */
export function showMenu(store) {
  const composer = byId('composer', HTMLElement);
  const bar = byId('menu-bar', HTMLElement);
  const mode = byId('mode', HTMLButtonElement);
  const typing = byId('typing', HTMLFormElement);
  let wanted = false;
  let drawn = '';

  /** @param {MenuButton} button */
  function tap(button) {
    closeAll();
    void deliver(store, 'tap', { key: keyOf(button) }, { kind: 'event', text: `CLICK ${button.name}` });
  }

  /** @param {HTMLElement} [except] */
  function closeAll(except) {
    for (const opener of bar.querySelectorAll('[aria-expanded="true"]')) {
      if (opener !== except) opener.setAttribute('aria-expanded', 'false');
    }
  }

  /** @param {MenuButton} button */
  function renderButton(button) {
    const below = button.sub_button ?? [];
    if (below.length === 0) {
      return element('div', {}, element('button', { type: 'button', click: () => tap(button) }, button.name));
    }
    const menu = element('div', { role: 'menu', class: 'submenu', 'aria-label': button.name });
    for (const one of below) {
      menu.append(element('button', { type: 'button', role: 'menuitem', click: () => tap(one) }, one.name));
    }
    menu.addEventListener('keydown', (event) => moveFocus(menu, event));
    const opener = element(
      'button',
      { type: 'button', class: 'opener', 'aria-haspopup': 'menu' },
      button.name,
    );
    opener.setAttribute('aria-expanded', 'false');
    opener.addEventListener('click', () => {
      const open = opener.getAttribute('aria-expanded') !== 'true';
      closeAll();
      opener.setAttribute('aria-expanded', String(open));
      if (open) menu.querySelector('button')?.focus();
    });
    return element('div', {}, menu, opener);
  }

  mode.addEventListener('click', () => {
    wanted = !wanted;
    store.changed();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !bar.contains(event.target)) closeAll();
  });
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const opener = /** @type {HTMLElement | null} */ (bar.querySelector('[aria-expanded="true"]'));
    closeAll();
    opener?.focus();
  });

  store.onChange(() => {
    const buttons = store.account?.menu?.button ?? [];
    const following = store.person?.following === true;
    const asMenu = wanted && buttons.length > 0 && following;
    bar.hidden = !asMenu;
    typing.hidden = asMenu || !following;
    mode.hidden = buttons.length === 0 || !following;
    composer.dataset.mode = asMenu ? 'menu' : 'keyboard';
    mode.setAttribute('aria-label', text(asMenu ? 'showKeyboard' : 'showMenu'));
    mode.title = text(asMenu ? 'showKeyboard' : 'showMenu');
    const version = JSON.stringify([language(), buttons]);
    if (version === drawn) return;
    drawn = version;
    bar.replaceChildren(...buttons.map(renderButton));
  });
}
