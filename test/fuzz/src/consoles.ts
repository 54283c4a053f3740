/** What the consoles show: the application and whoever talks to it agree on these. No two clients share a token or a key. */
const key = (letter: string): string => `${letter.repeat(42)}A`;

export const PLAIN = { appId: 'wx000000000000000a', token: 'plain-token' } as const;
export const SWITCHING = {
  appId: 'wx000000000000000b',
  token: 'switching-token',
  encodingAESKey: key('b'),
} as const;
export const SHOP = { appId: 'wx000000000000000c', token: 'shop-token', encodingAESKey: key('c') } as const;
export const MINI = { appId: 'wx000000000000000d', token: 'mini-token', encodingAESKey: key('d') } as const;

/** A third-party platform, and two accounts that have authorized it. */
export const PLATFORM = {
  appId: 'wx000000000000000e',
  token: 'platform-token',
  encodingAESKey: key('e'),
} as const;
export const AUTHORIZED = 'wx0000000000000f01';
export const AUTHORIZED_TOO = 'wx0000000000000f02';

export const CORP_ID = 'ww000000000000000a';
export const ASSISTANT = { agentId: 1000002, token: 'assistant-token', encodingAESKey: key('g') } as const;
export const CONTACTS = { token: 'contacts-token', encodingAESKey: key('h') } as const;

/** A suite, its provider, and a corporation that has installed it. */
export const PROVIDER = {
  corpId: 'ww000000000000000b',
  token: 'provider-token',
  encodingAESKey: key('i'),
} as const;
export const SUITE = {
  suiteId: 'ww0000000000000s01',
  token: 'suite-token',
  encodingAESKey: key('j'),
} as const;
export const INSTALLED = 'ww000000000000000d';

export const BOT = { botId: 'aib-fuzz', token: 'bot-token', encodingAESKey: key('k') } as const;

/** What no log line may ever hold. */
export const SECRETS: readonly string[] = [
  SWITCHING,
  SHOP,
  MINI,
  PLATFORM,
  ASSISTANT,
  CONTACTS,
  PROVIDER,
  SUITE,
  BOT,
].flatMap(({ token, encodingAESKey }) => [token, encodingAESKey]);
