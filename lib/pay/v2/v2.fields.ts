import { asXmlText, stringifyLossless } from '../../common/index.js';
import { checkContents, V2_NUMBERS } from '../call/merchant-numbers.js';

/** Fields as they are signed and sent: texts, none of them empty. */
export type V2Fields = Readonly<Record<string, string>>;

/**
 * Writes what a v2 call says as the texts that are signed and sent, one and the same: what says nothing is left out, lists
 * and objects are JSON, and no text is other than XML can carry it.
 *
 * @throws {RangeError} for a merchant's number or an amount that cannot be
 */
export function writeFields(route: string, contents: unknown): V2Fields {
  checkContents(route, contents, [], V2_NUMBERS);
  const texts = Object.entries(contents ?? {}).map(
    ([name, value]) => [name, asXmlText(textOf(value))] as const,
  );
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? stringifyLossless(value) : String(value);
}
