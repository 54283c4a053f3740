import { DEFAULT_BASE_URLS, type PayBaseUrls } from '../pay-options.interface.js';

/** Where a file is, in the words of a call. */
export interface FileTarget {
  /** Path and query, as they are signed. */
  readonly target: string;
  /** The path alone: the query holds a token. */
  readonly path: string;
  readonly host?: 'global';
}

/** Dots that lead upwards once somebody behind takes `%2F` for a slash. */
const CLIMBS = /(?:\/|%2f|%5c)(?:\.|%2e){1,2}(?=\/|%2f|%5c|$)/i;

/**
 * Finds a file by the address WeChat Pay gave for it. Behind a gateway that is still WeChat Pay's own; the call goes where
 * all calls go.
 *
 * @param paths it may be below, with a slash at their end
 * @returns undefined for an address that is none of WeChat Pay's, or of another path
 */
export function readAddress(
  address: string,
  { v3, backup, global }: PayBaseUrls,
  paths: readonly string[],
): FileTarget | undefined {
  // what other programs take for a slash could name another host
  if (!URL.canParse(address) || address.includes('\\')) return undefined;
  const url = new URL(address);
  url.hash = '';
  const below = (...bases: Array<string | undefined>): string | undefined =>
    bases.map((base) => (base === undefined ? undefined : targetBelow(url, base))).find(Boolean);
  const home = below(v3, backup, DEFAULT_BASE_URLS.v3, DEFAULT_BASE_URLS.backup);
  const target = home ?? below(global, DEFAULT_BASE_URLS.global);
  if (target === undefined) return undefined;
  const path = pathOf(target);
  if (CLIMBS.test(path) || !paths.some((prefix) => path.startsWith(prefix))) return undefined;
  return home === undefined ? { target, path, host: 'global' } : { target, path };
}

function targetBelow({ href }: URL, base: string): string | undefined {
  const prefix = new URL(base).href.replace(/\/$/, '');
  return href.startsWith(`${prefix}/`) ? href.slice(prefix.length) : undefined;
}

const pathOf = (target: string): string => target.split('?', 1)[0] as string;
