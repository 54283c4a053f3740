// @ts-check
import { createPerson } from './api.js';
import { avatar } from './avatar.js';
import { deliver } from './deliver.js';
import { byId, element, follow } from './dom.js';
import { isTextKey, language, text } from './language.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Account} Account */
/** @typedef {import('./types.js').Person} Person */

const NAMES = { zh: ['小明', '小红', '小刚', '阿芳', '老王'], en: ['Alice', 'Bob', 'Carol', 'Dave', 'Erin'] };

/** @param {Account | undefined} account */
function suggestedName(account) {
  const taken = new Set(account?.people.map((person) => person.nickname));
  return NAMES[language()].find((name) => !taken.has(name)) ?? `${NAMES[language()][0]} ${taken.size + 1}`;
}

/** @param {Account} account */
function factsOf({ mode, format, callbackUrl }) {
  return [
    element(
      'div',
      {},
      element('dt', {}, text('mode')),
      element('dd', {}, `${isTextKey(mode) ? text(mode) : mode} · ${format.toUpperCase()}`),
    ),
    element(
      'div',
      {},
      element('dt', {}, text('callback')),
      element('dd', {}, callbackUrl || text('noCallback')),
    ),
  ];
}

/** The account, the people who may talk to it, and whether the chosen one follows it. @param {Store} store */
export function showPeople(store) {
  const select = byId('account', HTMLSelectElement);
  const facts = byId('account-facts', HTMLElement);
  const list = byId('people', HTMLElement);
  const form = byId('new-person', HTMLFormElement);
  const nickname = byId('nickname', HTMLInputElement);
  const followButton = byId('follow', HTMLButtonElement);
  const followLarge = byId('follow-large', HTMLButtonElement);

  async function toggleFollowing() {
    const following = store.person?.following;
    const action = following ? 'unsubscribe' : 'subscribe';
    await deliver(store, action, {}, { kind: 'event', text: action });
  }
  followButton.addEventListener('click', toggleFollowing);
  followLarge.addEventListener('click', async () => {
    await toggleFollowing();
    // The button is gone then, and the keyboard would be nowhere.
    if (document.activeElement === document.body) byId('message', HTMLElement).focus();
  });
  select.addEventListener('change', () => store.choose(select.value));

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const account = store.account;
    if (!account) return;
    nickname.setCustomValidity('');
    try {
      const made = await createPerson(account.appId, nickname.value.trim() || suggestedName(account));
      nickname.value = '';
      if (!account.people.some((one) => one.openid === made.openid))
        account.people.push({ ...made, messages: [] });
      store.choose(account.appId, made.openid);
      queueMicrotask(() => followLarge.focus());
    } catch (error) {
      nickname.setCustomValidity(error instanceof Error ? error.message : String(error));
      nickname.reportValidity();
    }
  });
  nickname.addEventListener('input', () => nickname.setCustomValidity(''));

  /** @param {Person} person */
  function renderPerson(person) {
    const state = text(person.following ? 'following' : 'notFollowing');
    const button = element(
      'button',
      { type: 'button', title: person.openid, click: () => store.choose(store.appId, person.openid) },
      avatar(person.openid, person.nickname),
      element('span', { class: 'who' }, person.nickname, element('span', { class: 'quiet' }, state)),
      store.unread.has(person.openid) &&
        element('span', { class: 'unread', role: 'img', 'aria-label': text('newMessage') }),
    );
    if (person.openid === store.openid) button.setAttribute('aria-current', 'true');
    return element('li', {}, button);
  }

  store.onChange(() => {
    const { account, person } = store;
    follow(select, store.accounts, {
      key: (one) => one.appId,
      version: (one) => one.name,
      render: (one) => element('option', { value: one.appId }, one.name || one.appId),
    });
    select.value = account?.appId ?? '';
    select.disabled = store.accounts.length < 2;
    facts.replaceChildren(...(account ? factsOf(account) : []));
    nickname.placeholder = suggestedName(account);
    for (const field of form.querySelectorAll('input, button')) field.toggleAttribute('disabled', !account);
    follow(list, account?.people ?? [], {
      key: (one) => one.openid,
      version: (one) =>
        JSON.stringify([
          language(),
          one.nickname,
          one.following,
          one.openid === store.openid,
          store.unread.has(one.openid),
        ]),
      render: renderPerson,
    });

    byId('phone-title', HTMLElement).textContent = account?.name || account?.appId || text('title');
    byId('phone-subtitle', HTMLElement).textContent = person?.nickname ?? '';
    followButton.hidden = !person?.following;
    followButton.textContent = text('unfollow');
    followLarge.hidden = !person || person.following;
    followLarge.textContent = text('followAccount');
  });
}
