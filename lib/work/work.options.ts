import { inClient, isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { MessageKeys } from '../crypto/index.js';
import { KEYS_HALF, OPTION_MISSING, OPTIONS_MISSING } from './work.messages.js';
import type { WorkCallbackOptions } from './work-options.interface.js';

/** @throws {WeChatConfigError} unless there are options, and these texts among them */
export function checkOptions<Options extends object>(
  name: string,
  options: Options,
  {
    declaredBy,
    shape,
    texts,
  }: { declaredBy: string; shape: string; texts: ReadonlyArray<keyof Options & string> },
): void {
  if (typeof options !== 'object' || options === null)
    throw new WeChatConfigError(OPTIONS_MISSING(name, declaredBy, shape));
  for (const option of texts)
    if (!isOptionText(options[option])) throw new WeChatConfigError(OPTION_MISSING(name, option));
}

/**
 * What callbacks are signed and sealed with; undefined where there are none.
 *
 * @param receiveId whom WeCom seals them for
 * @throws {WeChatConfigError} for a token or key that cannot work; the message names the client
 */
export function callbackKeys(
  name: string,
  { token, encodingAESKey, previousKeys, timestampTolerance = 0 }: WorkCallbackOptions,
  receiveId: string,
): MessageKeys | undefined {
  if (!(Number.isFinite(timestampTolerance) && timestampTolerance >= 0))
    throw new WeChatConfigError(
      OPTION_INVALID(name, 'timestampTolerance', 'Give seconds as a number, 0 or more'),
    );
  if ([token, encodingAESKey, previousKeys].every((one) => one === undefined)) return undefined;
  if (!isOptionText(token) || !isOptionText(encodingAESKey)) throw new WeChatConfigError(KEYS_HALF(name));
  try {
    return new MessageKeys({ token, encodingAESKey, previousKeys, receiveId });
  } catch (error) {
    throw error instanceof WeChatConfigError ? new WeChatConfigError(inClient(name, error.message)) : error;
  }
}
