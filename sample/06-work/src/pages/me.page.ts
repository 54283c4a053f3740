import { both, html } from '../../../shared/html.js';
import { STATE_TEXTS } from '../leave.texts.js';
import type { Leave } from '../leaves.js';
import { layout } from './layout.js';

/** What a member has asked for. */
export const mePage = (userid: string, name: string, leaves: readonly Leave[]): string =>
  layout(
    `${name}，你好`,
    `Hello, ${userid}`,
    leaves.length === 0
      ? html`<p>${both('还没有请过假：给应用发“请假”。', 'No leave yet: send the application "leave".')}</p>`
      : html`<ul class="leaves">
          ${leaves.map(
            ({ reason, state }) =>
              html`<li data-state="${state}">
                <span>${reason}</span><strong>${STATE_TEXTS[state]}</strong>
              </li>`,
          )}
        </ul>`,
  );
