import type { Fen } from '../fen.js';

/** Fen from which on the person must be named. */
const NAMED_FROM = 200_000;

/** What a page in WeChat or a mini program asks the person with (`requestMerchantTransfer`). */
export interface PayTransferConfirmation {
  mchId: string;
  /** Of a transfer a partner makes for a merchant it serves. */
  subMchId?: string;
  appId: string;
  /** `package_info` of the transfer. */
  package: string;
}

/** A transfer that was started, as far as its confirmation goes: a partner is told no state. */
interface Started {
  readonly state?: string;
  readonly package_info?: string;
}

/**
 * What a started transfer is confirmed with.
 *
 * @throws {RangeError} when there is nothing to confirm: it is on its way, or at its end
 */
export function packageOf({ state = 'WAIT_USER_CONFIRM', package_info }: Started): string {
  if (state === 'WAIT_USER_CONFIRM' && package_info) return package_info;
  throw new RangeError(
    `There is nothing to confirm: the transfer is ${state}${package_info ? '' : ', without package_info'}`,
  );
}

/** @throws {RangeError} when a transfer of 2,000 yuan or more names nobody: WeChat Pay would refuse it */
export function checkNamed(
  route: string,
  { transfer_amount, user_name }: { transfer_amount: Fen; user_name?: string },
): void {
  if (transfer_amount < NAMED_FROM || user_name) return;
  throw new RangeError(`${route}: a transfer of 2,000 yuan or more needs user_name`);
}
