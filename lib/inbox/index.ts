export { bullInbox } from './bull-inbox.definition.js';
export type { BullInboxOptions } from './bull-inbox-options.interface.js';
