import { WeChatPayError } from '../common/index.js';

const CLOSED = 'ORDER_CLOSED';

/** Waits for an order to be closed: one that is closed already is no failure, its first answer may have been lost. */
export async function closed(closing: Promise<unknown>): Promise<void> {
  try {
    await closing;
  } catch (error) {
    if (!(error instanceof WeChatPayError && error.errcode === CLOSED)) throw error;
  }
}
