export const REFRESH_OPTION_INVALID = (option: string, min: number): string =>
  `refresh.${option} of WeChatModule cannot work: give a number, ${min} or more.`;
export const NOT_ALONE =
  'Another process keeps tokens in the same cache, and this one cannot agree with it: callbacks may run twice, tokens be fetched twice. Give WeChatModule an engine they share: redisEngine() of "nestjs-wechat-sdk/redis".';
