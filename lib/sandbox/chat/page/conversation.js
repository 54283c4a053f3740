// @ts-check
import { avatar } from './avatar.js';
import { bubble } from './bubbles.js';
import { byId, element, follow } from './dom.js';
import { language, text, timeStamp } from './language.js';
import { eventLine } from './notice.js';

/** @typedef {import('./types.js').ChatEntry} ChatEntry */
/** @typedef {import('./types.js').Draft} Draft */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {{ key: string, time: ChatEntry['at'] }} Stamp */
/** @typedef {{ key: string, entry: Omit<ChatEntry, 'id'>, draft?: Draft }} Line */

const PAUSE_WORTH_A_STAMP = 5 * 60_000;
const NEAR_THE_END = 80;

/** @param {Store} store @returns {(Line | Stamp)[]} */
function linesOf(store) {
  const { person } = store;
  if (!person) return [];
  const drafts = store.drafts.filter(
    (draft) => draft.openid === person.openid && draft.appId === store.appId,
  );
  /** @type {Line[]} */
  const lines = person.messages.map((entry) => ({
    key: entry.id,
    entry,
    draft: drafts.find((draft) => draft.entryId === entry.id),
  }));
  for (const draft of drafts) {
    if (draft.entryId !== undefined) continue;
    lines.push({ key: draft.key, entry: { ...draft, from: 'person', passive: false }, draft });
  }
  /** @type {(Line | Stamp)[]} */
  const all = [];
  let last = 0;
  for (const line of lines) {
    const at = new Date(line.entry.at).getTime();
    if (at - last > PAUSE_WORTH_A_STAMP) all.push({ key: `time-${line.key}`, time: line.entry.at });
    last = at;
    all.push(line);
  }
  return all;
}

/** @param {Draft} draft */
function fate(draft) {
  if (draft.status === 'sending') {
    const late = draft.attempt > 1 && draft.attempt < 4;
    return element('p', { class: 'fate' }, late ? text('attemptRunning', draft.attempt) : text('sending'));
  }
  const again = element('button', { type: 'button', click: () => draft.again?.() }, text('sendAgain'));
  return element(
    'p',
    { class: 'fate failed' },
    `${text('failed')}: ${draft.error ?? ''} `,
    draft.again && again,
  );
}

/** @param {Store} store @param {Line} line */
function renderLine(store, { entry, draft }) {
  const fromPerson = entry.from === 'person';
  const account = store.account;
  const unsettled = draft && draft.status !== 'sent' ? draft : undefined;
  if (entry.kind === 'event' || entry.kind === 'transfer_customer_service') {
    const buttons = account?.menu?.button ?? [];
    const line =
      entry.kind === 'event' ? eventLine(entry.text ?? '', buttons) : element('p', {}, text('transferred'));
    return element('div', { class: 'notice' }, line, unsettled && fate(unsettled));
  }
  const name = fromPerson ? (store.person?.nickname ?? text('you')) : (account?.name ?? '');
  const face = fromPerson ? avatar(store.openid ?? '', name) : avatar(account?.appId ?? '', name);
  if (!fromPerson) face.classList.add('of-account');
  const origin = fromPerson || entry.kind === 'template' ? null : text(entry.passive ? 'passive' : 'active');
  return element(
    'div',
    { class: `line ${fromPerson ? 'mine' : 'theirs'}`, 'data-status': unsettled?.status },
    face,
    element(
      'div',
      { class: 'said' },
      element('span', { class: 'only-heard' }, `${name}: `),
      bubble(entry),
      origin && element('p', { class: 'origin' }, origin),
      unsettled && fate(unsettled),
    ),
  );
}

/** @param {Store} store */
function hint(store) {
  if (!store.loaded) return '';
  if (!store.account) return text('noAccount');
  if (!store.person) return text('noPerson');
  if (!store.person.following) return text('notYetFollowing');
  return text('noMessages');
}

/** Shows the conversation of the chosen person, and keeps its end in sight. @param {Store} store */
export function showConversation(store) {
  const log = byId('conversation', HTMLElement);
  let shown = '';
  /** Whether the end is in sight, and therefore stays so. */
  let pinned = true;

  store.onChange(() => {
    const whose = `${store.appId} ${store.openid}`;
    const switched = whose !== shown;
    shown = whose;
    const lines = linesOf(store);
    log.setAttribute('aria-busy', String(switched));
    if (lines.length === 0) {
      log.replaceChildren(element('p', { class: 'empty' }, hint(store)));
    } else {
      follow(log, lines, {
        key: (line) => line.key,
        version: (line) =>
          'time' in line
            ? language()
            : JSON.stringify([
                language(),
                store.account?.name,
                line.entry,
                line.draft?.status,
                line.draft?.attempt,
              ]),
        render: (line) =>
          'time' in line
            ? element('div', { class: 'notice' }, element('time', {}, timeStamp(line.time)))
            : renderLine(store, line),
      });
    }
    const sentNow = lines.some((line) => 'draft' in line && line.draft?.status === 'sending');
    pinned ||= switched || sentNow;
    if (pinned) log.scrollTop = log.scrollHeight;
    requestAnimationFrame(() => log.setAttribute('aria-busy', 'false'));
  });

  log.addEventListener('scroll', () => {
    pinned = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  });
  // A picture has its height only once it is there, or known not to come.
  for (const settled of ['load', 'error']) {
    log.addEventListener(
      settled,
      () => queueMicrotask(() => pinned && (log.scrollTop = log.scrollHeight)),
      true,
    );
  }
}
