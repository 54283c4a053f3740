/** What `context.getType()` says in guards, pipes, interceptors and filters around what WeChat pushes. */
export const WECHAT_CONTEXT_TYPE = 'wechat';

/**
 * The injection token of a named client, for providers and for overrides in tests.
 *
 * @publicApi
 */
export const getWeChatToken = (name: string): string => `WeChatClient:${name}`;
