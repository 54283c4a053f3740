/**
 * The injection token of a named client, for providers and for overrides in tests.
 *
 * @publicApi
 */
export const getWeChatToken = (name: string): string => `WeChatClient:${name}`;
