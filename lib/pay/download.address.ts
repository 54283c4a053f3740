import { DEFAULT_BASE_URLS, type PayBaseUrls } from './pay-options.interface.js';

/** Where a file is, in the words of a call. */
export interface FileTarget {
  /** Path and query, as they are signed. */
  readonly target: string;
  /** The path alone: the query holds a token. */
  readonly path: string;
  readonly host?: 'global';
}

/**
 * Finds a file by the address WeChat Pay gave for it. Behind a gateway that is still WeChat Pay's own; the call goes where
 * all calls go.
 *
 * @returns undefined for an address that is none of WeChat Pay's
 */
export function readAddress(address: string, { v3, backup, global }: PayBaseUrls): FileTarget | undefined {
  // what other programs take for a slash could name another host
  if (!URL.canParse(address) || address.includes('\\')) return undefined;
  const url = new URL(address);
  url.hash = '';
  const below = (...bases: Array<string | undefined>): string | undefined =>
    bases.map((base) => (base === undefined ? undefined : targetBelow(url, base))).find(Boolean);
  const target = below(v3, backup, DEFAULT_BASE_URLS.v3, DEFAULT_BASE_URLS.backup);
  if (target !== undefined) return { target, path: pathOf(target) };
  const abroad = below(global, DEFAULT_BASE_URLS.global);
  return abroad === undefined ? undefined : { target: abroad, path: pathOf(abroad), host: 'global' };
}

function targetBelow({ href }: URL, base: string): string | undefined {
  const prefix = new URL(base).href.replace(/\/$/, '');
  return href.startsWith(`${prefix}/`) ? href.slice(prefix.length) : undefined;
}

const pathOf = (target: string): string => target.split('?', 1)[0] as string;
