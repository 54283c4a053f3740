import { redact } from '../../common/index.js';
import type { SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import type { ApiBody } from './api-body.reader.js';

const LONGEST_TEXT = 2000;
const SECRET = /secret$|access_token$|session_key$/;

/** Codes that open an account, by path; elsewhere a `code` is that of a card. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  '/sns/jscode2session': ['js_code'],
  '/sns/component/jscode2session': ['js_code'],
  '/sns/oauth2/access_token': ['code'],
  '/sns/oauth2/component/access_token': ['code'],
  '/sns/oauth2/refresh_token': ['refresh_token'],
  '/sns/oauth2/component/refresh_token': ['refresh_token'],
  '/wxa/business/getuserphonenumber': ['code'],
  '/wxa/getpluginopenpid': ['code'],
  '/cgi-bin/component/api_component_token': ['component_verify_ticket'],
  '/cgi-bin/component/api_query_auth': ['authorization_code'],
  '/cgi-bin/component/api_authorizer_token': ['authorizer_refresh_token'],
  '/cgi-bin/service/get_permanent_code': ['auth_code'],
  '/cgi-bin/service/v2/get_permanent_code': ['auth_code'],
  '/cgi-bin/service/get_auth_info': ['permanent_code'],
  '/cgi-bin/service/v2/get_auth_info': ['permanent_code'],
  '/cgi-bin/service/get_corp_token': ['permanent_code'],
  '/cgi-bin/service/set_session_info': ['pre_auth_code'],
  '/cgi-bin/service/auth/getuserinfo3rd': ['code'],
  '/cgi-bin/service/getuserdetail3rd': ['user_ticket'],
  '/cgi-bin/service/get_login_info': ['auth_code'],
  '/cgi-bin/service/get_register_info': ['register_code'],
  '/cgi-bin/auth/getuserinfo': ['code'],
  '/cgi-bin/user/getuserinfo': ['code'],
  '/cgi-bin/auth/getuserdetail': ['user_ticket'],
  '/cgi-bin/miniprogram/jscode2session': ['js_code'],
  '/cgi-bin/externalcontact/send_welcome_msg': ['welcome_code'],
  '/cgi-bin/kf/send_msg_on_event': ['code'],
  '/cgi-bin/kf/sync_msg': ['token'],
  '/cgi-bin/webhook/send': ['key'],
  '/cgi-bin/batch/syncuser': ['callback'],
  '/cgi-bin/batch/replaceuser': ['callback'],
  '/cgi-bin/batch/replaceparty': ['callback'],
  '/cgi-bin/export/user': ['encoding_aeskey'],
  '/cgi-bin/export/simple_user': ['encoding_aeskey'],
  '/cgi-bin/export/department': ['encoding_aeskey'],
  '/cgi-bin/export/taguser': ['encoding_aeskey'],
  '/cgi-bin/webhook/upload_media': ['key'],
};

/** A line of the log, before the answer is known. */
export const newEntry = (method: string, path: string, query: object): SandboxRequest => ({
  at: Date.now(),
  method,
  path,
  query: { ...query },
  body: undefined,
  status: 200,
  errcode: 0,
  durationMs: 0,
});

/** What the log keeps of a body: its fields, and of files what they are. */
export function shownBody(bytes: Buffer, body: ApiBody | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (!body || body.refusal) return bytes.toString('utf8', 0, LONGEST_TEXT);
  const files = Object.entries(body.files);
  if (files.length === 0) return body.fields;
  const shown = files.map(([name, { filename, contentType, content }]) => [
    name,
    { filename, contentType, size: content.length },
  ]);
  return { ...body.fields, ...Object.fromEntries(shown) };
}

function masked(value: unknown, names: readonly string[]): unknown {
  // What could not be read may hold a code anywhere.
  if (typeof value === 'string') return names.length > 0 ? '***' : redact(value);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) if (SECRET.test(name) || names.includes(name)) copy[name] = '***';
  return copy;
}

/** Whether a path takes secrets that only it has. */
export const hasSecrets = (path: string): boolean => Object.hasOwn(CODES, path);

/** Takes secrets out of an entry. */
export function maskSecrets(entry: SandboxRequest): void {
  const names = hasSecrets(entry.path) ? (CODES[entry.path] ?? []) : [];
  entry.query = masked(entry.query, names) as Record<string, unknown>;
  entry.body = masked(entry.body, names);
}
