/** What `context.getType()` says in guards, pipes, interceptors and filters around what WeChat pushes. */
export const WECHAT_CONTEXT_TYPE = 'wechat';

/**
 * The injection token of a named client, for providers and for overrides in tests.
 *
 * @param member name of a client that belongs to it, as an agent to its corporation
 * @publicApi
 */
export const getWeChatToken = (name: string, member?: string): string =>
  `WeChatClient:${member === undefined ? name : `${name}/${member}`}`;
