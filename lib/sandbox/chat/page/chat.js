// @ts-check
import { followSandbox, readState } from './api.js';
import { showComposer } from './composer.js';
import { showConversation } from './conversation.js';
import { byId } from './dom.js';
import { showInspector } from './inspector.js';
import { language, setLanguage, text, writeTexts } from './language.js';
import { showMenu } from './menu.js';
import { showPeople } from './people.js';
import { showScan } from './scan.js';
import { Store } from './store.js';

const store = new Store();

/**
 * What to do with each kind of news; each says whether it was about an account and person the page knows.
 *
 * @type {Record<string, (data: any) => boolean>}
 */
const take = {
  exchange: (data) => store.addExchange(data),
  message: (data) => store.addMessage(data),
  people: (data) => store.setPerson(data),
  menu: (data) => store.setMenu(data),
};
let reading = false;

/** Asks for everything anew, since nobody tells of a new account. */
async function readAgain() {
  if (reading) return;
  reading = true;
  try {
    store.load(await readState());
  } catch {
    // The events end as well then, and the state is read once they are back.
  }
  reading = false;
}

function showLanguage() {
  writeTexts();
  for (const button of document.querySelectorAll('[data-language]')) {
    const wanted = /** @type {HTMLElement} */ (button).dataset.language;
    button.setAttribute('aria-pressed', String(wanted === language()));
  }
}

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    setLanguage(/** @type {HTMLElement} */ (button).dataset.language === 'zh' ? 'zh' : 'en');
    showLanguage();
    store.changed();
  });
}

store.onChange(() => {
  const connection = byId('connection', HTMLElement);
  if (connection.textContent !== text(store.connection)) connection.textContent = text(store.connection);
  connection.dataset.state = store.connection;
});

showLanguage();
for (const show of [showPeople, showConversation, showComposer, showMenu, showScan, showInspector])
  show(store);
store.changed();
followSandbox({
  onConnection: (connection) => {
    store.connection = connection;
    store.changed();
  },
  onState: (state) => store.load(state),
  onEvent: (name, data) => {
    if (!take[name]?.(data)) void readAgain();
  },
});
