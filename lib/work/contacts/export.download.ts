import type { ApiCaller } from '../../client/index.js';

/** Fetches the bytes behind an address WeCom has answered. */
export type Download = (url: string) => Promise<Buffer>;

/**
 * Downloads without a token, within the client's time-out. The address is signed: it goes out as it came, and no error shows
 * more of it than its host.
 */
export function downloadWith(caller: ApiCaller): Download {
  return async (address) => {
    const { origin, pathname, search } = new URL(address);
    const contents = { baseUrl: address, secrets: [pathname, search, pathname + search].filter(Boolean) };
    const traits = { auth: 'none', answer: 'binary', read: true } as const;
    // what stands behind # is not sent: the base is the whole address already
    return (await caller.call(`GET #${origin}`, contents, traits)) as Buffer;
  };
}
