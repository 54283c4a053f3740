/**
 * What the sandbox tells the page over HTTP.
 *
 * @typedef {object} Article
 * @property {string} [title]
 * @property {string} [description]
 * @property {string} [picUrl]
 * @property {string} [url]
 *
 * @typedef {object} ChatEntry
 * @property {string} id
 * @property {string | number} at
 * @property {'person' | 'account'} from
 * @property {string} kind
 * @property {string} [text]
 * @property {string} [imageUrl]
 * @property {Article[]} [articles]
 * @property {string} [title]
 * @property {string} [url]
 * @property {boolean} passive the account's answer to a push, not a message of its own accord
 *
 * @typedef {object} Person
 * @property {string} openid
 * @property {string} nickname
 * @property {boolean} following
 * @property {ChatEntry[]} messages
 *
 * @typedef {object} MenuButton
 * @property {string} name
 * @property {string} [type]
 * @property {string} [key]
 * @property {string} [url]
 * @property {MenuButton[]} [sub_button]
 *
 * @typedef {object} Account
 * @property {string} appId
 * @property {string} name
 * @property {string} originalId
 * @property {string} mode
 * @property {string} format
 * @property {string} [callbackUrl]
 * @property {{ button: MenuButton[] } | null} menu
 * @property {Person[]} people
 *
 * @typedef {object} Exchange
 * @property {string | number} at
 * @property {string} appId
 * @property {string} [openid]
 * @property {string} kind
 * @property {number} attempt
 * @property {{ url: string, headers: Record<string, string>, sealed: string, opened: string }} request
 * @property {{ status: number, sealed: string, opened: string }} [response]
 * @property {string} [error]
 * @property {number} durationMs
 *
 * @typedef {object} SandboxState
 * @property {Account[]} accounts
 * @property {Exchange[]} [exchanges]
 */

/**
 * Something the follower did here, until the sandbox's own entry for it has come and it was delivered.
 *
 * @typedef {object} Draft
 * @property {string} key
 * @property {string} appId
 * @property {string} openid
 * @property {string} kind
 * @property {string} [text]
 * @property {string} [imageUrl]
 * @property {number} at
 * @property {'sending' | 'sent' | 'failed'} status
 * @property {number} attempt the push that is under way
 * @property {string} [entryId] the sandbox's entry for it
 * @property {boolean} [refused] the sandbox took it for no message at all, so no entry will come
 * @property {string} [error]
 * @property {() => void} [again]
 */

// A file of types only; without an export it would be no module to import them from.
// oxlint-disable-next-line unicorn/require-module-specifiers
export {};
