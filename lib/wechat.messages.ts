export const CLIENTS_MISSING =
  'WeChatModule was given no clients. Give it { clients: { name: officialAccount({ … }) } }, or return that from the factory.';
export const NAME_NOT_DECLARED = (name: string): string =>
  `"${name}" stands in "names" of WeChatModule.forRootAsync, but its factory returns no client of that name. Declare it in "clients", or take it off "names".`;
export const NAME_NOT_LISTED = (name: string): string =>
  `The factory of WeChatModule.forRootAsync returns a client "${name}" that does not stand in "names". Add it there, so that it can be injected.`;
export const CALLBACK_OPTION_INVALID = (option: string, cure: string): string =>
  `callback.${option} of WeChatModule cannot work: ${cure}.`;
