import { both, type Html, html } from '../../../shared/html.js';
import { layoutWith } from '../../../shared/layout.js';

/** A whole page. */
export const layout = layoutWith({ stylesheet: '/assets/style.css' });

export const home: Html = html`<a class="quiet" href="/">${both('返回小店', 'Back to the shop')}</a>`;

/** A button that changes something. */
export const button = (address: string, chinese: string, english: string): Html =>
  html`<form method="post" action="${address}">
    <button class="action plain">${both(chinese, english)}</button>
  </form>`;

/** A line of what is known. */
export const row = (name: string, [chinese, english]: readonly [string, string], value: string): Html =>
  html`<dt>${both(chinese, english)}</dt>
    <dd data-field="${name}">${value}</dd>`;
