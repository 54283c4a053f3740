// @ts-check
import { byId, element, follow } from './dom.js';
import { exchangeDetails, outcome } from './exchange.js';
import { exchangeKey } from './exchanges.js';
import { language, preciseTime, text } from './language.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Exchange} Exchange */

/** What went both ways: the list of pushes, and the bodies of the chosen one. @param {Store} store */
export function showInspector(store) {
  const list = byId('exchanges', HTMLElement);
  const details = byId('exchange', HTMLElement);
  const onlyPerson = byId('only-person', HTMLInputElement);
  /** Undefined means the newest, whichever that is. @type {string | undefined} */
  let chosen;
  /** @type {'opened' | 'sealed'} */
  let view = 'opened';
  let drawn = '';

  const shown = () =>
    store.exchanges.all.filter(
      (one) => one.appId === store.appId && (!onlyPerson.checked || one.openid === store.openid),
    );

  /** @param {string} key */
  function choose(key) {
    const [newest] = shown();
    chosen = newest && exchangeKey(newest) === key ? undefined : key;
    store.changed();
  }

  /** @param {'opened' | 'sealed'} wanted */
  function chooseView(wanted) {
    view = wanted;
    store.changed();
    queueMicrotask(() => document.getElementById(`tab-${wanted}`)?.focus());
  }

  /** @param {Exchange} exchange @param {boolean} selected */
  function renderRow(exchange, selected) {
    return element(
      'div',
      {
        role: 'option',
        class: 'row',
        'aria-selected': String(selected),
        tabindex: selected ? 0 : -1,
        click: () => choose(exchangeKey(exchange)),
      },
      element('span', { class: 'kind' }, exchange.kind),
      element('span', { class: 'who quiet' }, nicknameOf(exchange)),
      exchange.attempt > 1 && element('span', { class: 'attempt' }, text('attempt', exchange.attempt)),
      element('span', { class: 'quiet figures' }, `${Math.round(exchange.durationMs)} ms`),
      element('time', { class: 'quiet figures' }, preciseTime(exchange.at)),
      outcome(exchange),
    );
  }

  /** @param {Exchange} exchange */
  const nicknameOf = ({ openid }) =>
    store.account?.people.find((person) => person.openid === openid)?.nickname ?? '';

  list.addEventListener('keydown', (event) => {
    const all = shown();
    const at = all.findIndex((one) => exchangeKey(one) === chosen);
    const now = Math.max(at, 0);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
    const target = to === undefined ? undefined : all[to];
    if (!target) return;
    event.preventDefault();
    choose(exchangeKey(target));
    queueMicrotask(() => {
      const row = /** @type {HTMLElement | null} */ (list.querySelector('[aria-selected="true"]'));
      row?.focus();
    });
  });
  onlyPerson.addEventListener('change', () => store.changed());

  store.onChange(() => {
    const all = shown();
    const current = all.find((one) => exchangeKey(one) === chosen) ?? all[0];
    const key = current && exchangeKey(current);
    if (all.length === 0) {
      list.replaceChildren(element('p', { class: 'empty' }, text('noExchanges')));
    } else {
      follow(list, all, {
        key: exchangeKey,
        version: (one) => JSON.stringify([language(), exchangeKey(one) === key, nicknameOf(one)]),
        render: (one) => renderRow(one, exchangeKey(one) === key),
      });
    }
    const version = `${language()} ${view} ${key}`;
    if (version === drawn) return;
    drawn = version;
    details.replaceChildren(...(current ? exchangeDetails(current, view, chooseView) : []));
  });
}
