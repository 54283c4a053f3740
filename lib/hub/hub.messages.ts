import { inClient } from '../common/index.js';

export const HUB_URL_INVALID = (client: string): string =>
  inClient(
    client,
    'hub.url is not an http(s) address. Write it as https://hub.example.com/hub/expose, without query and credentials.',
  );
export const HUB_URL_INSECURE = (client: string): string =>
  inClient(
    client,
    'hub.url is plain http to another machine, which shows tokens and credentials to whoever is on the way. Use https, or set hub.allowInsecure if the network is your own.',
  );
export const HUB_CREDENTIALS_MISSING = (client: string): string =>
  inClient(
    client,
    'hub has no credentials, or only half of them. Give username and password, or bearer, as the hub has them.',
  );
export const HUB_CREDENTIALS_TWICE = (client: string): string =>
  inClient(client, 'hub has username and password as well as bearer. Give one of the two.');
export const HUB_CREDENTIALS_INVALID = (client: string): string =>
  inClient(
    client,
    'hub has credentials that cannot travel: blanks around them, control characters, or a ":" in the username.',
  );
export const SPRINGBOARD_URL_INVALID = (client: string): string =>
  inClient(
    client,
    'hub.springboardUrl is not an http(s) address. Write it as https://hub.example.com/hub/<app>/<env>/cb, without query and credentials.',
  );

export const HUB_REFUSES_CREDENTIALS = (route: string, status: number): string =>
  `${route}: the hub refused the credentials (HTTP ${status}). Check hub.username and hub.password, or hub.bearer, against those of the hub.`;
export const HUB_EXPOSES_NOT = (route: string, said: string): string =>
  `${route}: the hub does not hand out this token (${said}). Put it on the white list of the hub ("clients" of WeChatHubModule, or of the Elixir HubExposer), check appId and hub.url, and see that the hub itself has fetched it.`;
export const HUB_HAS_NO_TOKEN = (route: string, said: string): string =>
  `${route}: the hub could not get the token itself: ${said}`;
export const HUB_REDIRECTS = (route: string, status: number): string =>
  `${route}: the address of the hub redirects (HTTP ${status}). Redirects are not followed, since they carry the credentials elsewhere: set hub.url to the final address.`;
export const HUB_ANSWER_STRANGE = (route: string): string =>
  `${route}: what answered is no hub. Check hub.url: it ends before the appid, as in https://hub.example.com/hub/expose.`;
export const HUB_TOKEN_EXPIRED = (route: string): string =>
  `${route}: the hub handed out a token that has expired. See why it does not renew it, and whether the clocks of both machines agree.`;
export const HUB_EXPIRY_STRANGE = (route: string): string =>
  `${route}: the hub says that the token lives for more than a day; expired_time must be Unix time in seconds.`;
export const HUB_TOKEN_DEAD = (route: string): string =>
  `${route}: the hub still hands out the token WeChat has refused. Another one comes when the hub renews; if nothing but the hub fetches tokens for this account, that is all there is to wait for.`;

const inHub = (text: string): string => `WeChatHubModule: ${text}`;

export const HUB_PATH_INVALID = inHub('path cannot work: write it as "hub" or "api/hub".');
export const HUB_OPEN_TO_ALL = inHub(
  'there is neither "basic" nor "bearer", so anybody could take the tokens. Give { basic: { username, password } }, a bearer, or both.',
);
export const HUB_BASIC_INVALID = inHub(
  '"basic" needs a username without ":" and a password, neither of them empty or with blanks around it.',
);
export const HUB_BEARER_INVALID = inHub(
  '"bearer" is empty or holds characters that cannot travel in a header: use letters, digits and -._~+/=.',
);
export const HUB_CLIENT_UNKNOWN = (where: string, name: string, known: readonly string[]): string =>
  inHub(
    `"${where}" names "${name}", which is no client of WeChatModule (there are: ${known.join(', ') || 'none'}).`,
  );
export const HUB_EXPOSES_NOTHING = (name: string): string =>
  inHub(`the white list of "${name}" is empty or no list. Name the tokens, write 'all', or leave it out.`);
export const HUB_HAS_NO_TOKENS = (name: string): string =>
  inHub(
    `"${name}" has no tokens itself. Name clients that have some: of a corporation its agents, as "${name}/<agent>".`,
  );
export const HUB_KEY_UNKNOWN = (name: string, key: string, known: readonly string[]): string =>
  inHub(`"${key}" of "${name}" cannot be handed out. It has: ${known.join(', ') || 'nothing'}.`);
export const SPRINGBOARD_ENV_INVALID = (app: string, env: string): string =>
  inHub(
    `the springboard's environment "${env}" of "${app}" cannot stand in an address: use letters, digits, "_", "-" and ".".`,
  );
export const SPRINGBOARD_TARGET_INVALID = (app: string, env: string): string =>
  inHub(
    `the springboard's address of "${app}", "${env}" is not an http(s) address without query, fragment and credentials, as https://staging.example.com is.`,
  );
