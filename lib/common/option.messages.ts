/** A doubt about the options of one client: begins with its name. */
export const inClient = (name: string, text: string): string => `WeChat client "${name}": ${text}`;

export const OPTION_INVALID = (name: string, option: string, cure: string): string =>
  inClient(name, `${option} cannot work. ${cure}.`);
