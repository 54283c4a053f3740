export const REFRESH_OPTION_INVALID = (option: string, min: number): string =>
  `refresh.${option} of WeChatModule cannot work: give a number, ${min} or more.`;
