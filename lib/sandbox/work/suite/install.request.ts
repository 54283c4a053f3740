import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type { SuiteState } from './suite.state.js';

const HOST = 'https://open.work.weixin.qq.com';

/** An address the application sent somebody to, whatever host it has. @throws {SandboxUseError} unless it is that page */
export function pageOf(url: string, path: string): URLSearchParams {
  if (!URL.canParse(url, HOST)) throw new SandboxUseError(`"${url}" is no address`);
  const { pathname, searchParams } = new URL(url, HOST);
  if (pathname !== path) throw new SandboxUseError(`${pathname} is not ${path}`);
  return searchParams;
}

/** Where somebody comes back to. @throws {SandboxUseError} for what is no address */
export function backTo(query: URLSearchParams, added: Readonly<Record<string, string>>): string {
  const given = query.get('redirect_uri') ?? '';
  if (!URL.canParse(given) || !/^https?:/.test(given))
    throw new SandboxUseError('redirect_uri must be a whole http(s) address');
  const url = new URL(given);
  const state = query.get('state');
  for (const [name, value] of Object.entries({ ...added, ...(state === null ? {} : { state }) }))
    url.searchParams.append(name, value);
  return url.href;
}

/** Reads the address of an installation page, and uses its code up. @throws {SandboxUseError} when WeCom would show an error */
export function openInstallPage(url: string, suite: SuiteState): URLSearchParams {
  const query = pageOf(url, '/3rdapp/install');
  if (query.get('suite_id') !== suite.suiteId)
    throw new SandboxUseError(`The page is that of "${query.get('suite_id')}", not of ${suite.name}`);
  if (typeof suite.preAuthCodes.use(query.get('pre_auth_code') ?? '', () => true) === 'string')
    throw new SandboxUseError('The pre_auth_code is used, older than 20 minutes, or none at all');
  return query;
}
