import { type Html, html } from '../../../shared/html.js';
import { layoutWith } from '../../../shared/layout.js';

/** A whole page. */
export const layout = layoutWith({ stylesheet: '/style.css' });

/** The picture of an account or a person. */
export const portrait = (address: string | undefined): Html | undefined =>
  address ? html`<img class="portrait" src="${address}" alt="头像 picture" />` : undefined;

/** A line of what is known. */
export const row = (name: string, value: string | undefined): Html | undefined =>
  value === undefined
    ? undefined
    : html`<dt>${name}</dt>
        <dd data-field="${name}">${value}</dd>`;
