import { isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { checkHttpOptions } from '../http/index.js';
import type { AccountOptions } from './account-options.interface.js';
import { COMPONENT_ALONE, OPTION_MISSING, OPTIONS_MISSING, TOKEN_MISSING } from './account.messages.js';

const NOT_BESIDE_COMPONENT = [
  'appSecret',
  'hub',
  'token',
  'encodingAESKey',
  'previousKeys',
  'accessToken',
  'allowPlaintext',
  'timestampTolerance',
] as const;

/** @throws {WeChatConfigError} for options that cannot work */
export function checkOptions(name: string, options: AccountOptions, declaredBy: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new WeChatConfigError(OPTIONS_MISSING(name, declaredBy));
  }
  const { appId, appSecret, hub, component, token, encodingAESKey, previousKeys } = options;
  const { accessToken = 'stable', timestampTolerance = 0 } = options;
  const refuse = (message: string): never => {
    throw new WeChatConfigError(message);
  };
  if (!isOptionText(appId)) refuse(OPTION_MISSING(name, 'appId'));
  if (component !== undefined) {
    if (!isOptionText(component)) refuse(OPTION_INVALID(name, 'component', 'Give the name of a client'));
    const other = NOT_BESIDE_COMPONENT.find((option) => options[option] !== undefined);
    if (other) refuse(COMPONENT_ALONE(name, other));
  } else if (!(hub && appSecret === undefined) && !isOptionText(appSecret)) {
    refuse(OPTION_MISSING(name, 'appSecret'));
  }
  const isCalledBack = [token, encodingAESKey, previousKeys].some((one) => one !== undefined);
  if (isCalledBack && !isOptionText(token)) refuse(TOKEN_MISSING(name));
  if (!(Number.isFinite(timestampTolerance) && timestampTolerance >= 0)) {
    refuse(OPTION_INVALID(name, 'timestampTolerance', 'Give seconds as a number, 0 or more'));
  }
  checkHttpOptions(name, options.http);
  if (accessToken !== 'stable' && accessToken !== 'classic') {
    refuse(OPTION_INVALID(name, 'accessToken', "Choose 'stable' or 'classic'"));
  }
}
