// @ts-check
import { deliver } from './deliver.js';
import { byId } from './dom.js';

/** The dialog that stands for the phone's camera. @param {import('./store.js').Store} store */
export function showScan(store) {
  const dialog = byId('scan', HTMLDialogElement);
  const open = byId('scan-open', HTMLButtonElement);
  const scene = byId('scene', HTMLInputElement);

  open.addEventListener('click', () => {
    dialog.showModal();
    scene.select();
  });
  byId('scan-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('submit', () => {
    const code = scene.value.trim();
    if (code) void deliver(store, 'scan', { scene: code }, { kind: 'event', text: `SCAN ${code}` });
  });
  store.onChange(() => {
    open.disabled = !store.person;
  });
}
