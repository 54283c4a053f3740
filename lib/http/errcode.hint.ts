/** The cause or the cure of a refusal, and where to read on. */
export interface ErrcodeHint {
  readonly hint: string;
  readonly docs: string;
}

/** What to do about an errcode, where it is known. */
export type HintFor = (errcode: number, errmsg: string) => ErrcodeHint | undefined;

const IP_ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<=(?:invalid|from) ip:? ?)[\da-f:]*:[\da-f:]+/i;

/** Looks hints up in a table; where one says `{ip}`, the address WeChat names goes in. */
export function hintsFrom(table: Readonly<Record<number, ErrcodeHint>>): HintFor {
  return (errcode, errmsg) => {
    const known = table[errcode];
    if (!known) return undefined;
    return {
      ...known,
      hint: known.hint.replace('{ip}', () => IP_ADDRESS.exec(errmsg)?.[0] ?? "this server's IP"),
    };
  };
}
