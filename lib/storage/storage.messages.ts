export const STORE_FAILED = (operation: string, reason: string): string =>
  `The credential store could not ${operation} (${reason}). See that what is given as "credentials" to WeChatModule can be reached.`;
export const STORE_FORGETS =
  'The credential store took a credential and does not have it as it was. See that what is given as "credentials" to WeChatModule can be reached, keeps objects (put a Keyv around a store of texts), and evicts nothing.';
export const CREDENTIALS_INVALID =
  'credentials of WeChatModule cannot work: give a Keyv whose store persists, new Keyv({ store: … }).';
export const LOCK_LOST =
  'This process stood still for so long that another one took over its lock, and may not write what it had under it. The next call finds what the other one has.';
