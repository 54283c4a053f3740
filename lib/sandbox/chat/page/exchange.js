// @ts-check
import { code } from './code.js';
import { element } from './dom.js';
import { preciseTime, text } from './language.js';

/** @typedef {import('./types.js').Exchange} Exchange */
/** @typedef {'opened' | 'sealed'} View */

const SAID_FOR = 1500;
const LONG = 24;

/** @param {string} name @param {...import('./dom.js').Child} value */
const fact = (name, ...value) => element('div', {}, element('dt', {}, name), element('dd', {}, ...value));

/** @param {string} body */
function copyButton(body) {
  const button = element('button', { type: 'button', class: 'copy' }, text('copy'));
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(body);
    button.textContent = text('copied');
    setTimeout(() => (button.textContent = text('copy')), SAID_FOR);
  });
  return button;
}

/**
 * @param {string} name
 * @param {string} body
 * @param {View} view
 * @param {string} [absent] what to say when there is no body to show
 */
function part(name, body, view, absent) {
  const section = element('section', { class: 'body' }, element('h3', {}, name));
  if (absent !== undefined) section.append(element('p', { class: 'quiet' }, absent));
  else if (body === '') section.append(element('p', { class: 'quiet' }, text('emptyBody')));
  else section.append(copyButton(body), code(body, view === 'opened'));
  return section;
}

/** @param {URLSearchParams} query */
function queryTable(query) {
  const table = element('dl', { class: 'query', 'aria-label': text('signature') });
  for (const [name, value] of query) {
    const row = fact(name, value);
    row.classList.toggle('long', value.length > LONG);
    table.append(row);
  }
  return table;
}

/**
 * Whether an exchange is an answer WeChat takes, in a word and a colour.
 *
 * @param {Exchange} exchange
 */
export function outcome({ response, error }) {
  const failed = error !== undefined || !response || response.status >= 400;
  return element('span', { class: `outcome ${failed ? 'bad' : 'good'}` }, response ? response.status : '✕');
}

/**
 * Both directions of one push.
 *
 * @param {Exchange} exchange
 * @param {View} view
 * @param {(view: View) => void} choose
 * @returns {HTMLElement[]}
 */
export function exchangeDetails(exchange, view, choose) {
  const { request, response } = exchange;
  const url = new URL(request.url, 'http://callback.invalid');
  const facts = element(
    'dl',
    { class: 'facts' },
    fact(text('address'), element('code', {}, `${request.opened === '' ? 'GET' : 'POST'} ${url.pathname}`)),
    fact(text('status'), outcome(exchange)),
    fact(text('attemptName'), exchange.attempt),
    fact(text('duration'), `${Math.round(exchange.durationMs)} ms`),
    fact(text('time'), preciseTime(exchange.at)),
    exchange.error !== undefined && fact(text('error'), element('strong', { class: 'bad' }, exchange.error)),
  );
  const tabs = element('div', { role: 'tablist', 'aria-label': text('view') });
  for (const one of /** @type {View[]} */ (['opened', 'sealed'])) {
    const chosen = one === view;
    tabs.append(
      element(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${one}`,
          'aria-selected': String(chosen),
          'aria-controls': 'exchange-panel',
          tabindex: chosen ? 0 : -1,
          click: () => choose(one),
        },
        text(one),
      ),
    );
  }
  tabs.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      choose(view === 'opened' ? 'sealed' : 'opened');
  });
  const panel = element(
    'div',
    { role: 'tabpanel', id: 'exchange-panel', 'aria-labelledby': `tab-${view}` },
    queryTable(url.searchParams),
    part(text('request'), request[view], view),
    part(text('response'), response?.[view] ?? '', view, response ? undefined : text('noResponse')),
  );
  return [facts, tabs, panel];
}
