// @ts-check
import { deliver } from './deliver.js';
import { byId } from './dom.js';
import { text } from './language.js';

/** @typedef {import('./store.js').Store} Store */

const LARGEST_PICTURE = 10 * 1024 * 1024;

/** @param {File} file @returns {Promise<string>} */
function dataUrlOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/** The text field, the send button and the picture button. @param {Store} store */
export function showComposer(store) {
  const form = byId('typing', HTMLFormElement);
  const message = byId('message', HTMLTextAreaElement);
  const send = byId('send', HTMLButtonElement);
  const picture = byId('picture', HTMLInputElement);

  function fit() {
    message.style.height = 'auto';
    message.style.height = `${message.scrollHeight}px`;
    form.classList.toggle('has-text', message.value.trim() !== '');
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = message.value;
    if (words.trim() === '' || !store.person?.following) return;
    message.value = '';
    fit();
    message.focus();
    void deliver(store, 'say', { text: words }, { kind: 'text', text: words });
  });

  message.addEventListener('input', fit);
  message.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  picture.addEventListener('change', async () => {
    const [file] = picture.files ?? [];
    picture.setCustomValidity('');
    if (!file) return;
    const wrong =
      file.size > LARGEST_PICTURE ? 'pictureTooLarge' : file.type.startsWith('image/') ? null : 'notAPicture';
    if (wrong) {
      picture.setCustomValidity(text(wrong));
      picture.reportValidity();
      picture.value = '';
      return;
    }
    const imageUrl = await dataUrlOf(file);
    picture.value = '';
    const data = imageUrl.slice(imageUrl.indexOf(',') + 1);
    void deliver(store, 'image', { data, contentType: file.type }, { kind: 'image', imageUrl });
  });

  store.onChange(() => {
    const silent = !store.person?.following;
    message.disabled = silent;
    send.disabled = silent;
    picture.disabled = silent;
    message.placeholder = text('messageHint');
  });
}
