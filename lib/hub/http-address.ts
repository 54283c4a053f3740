/** An http(s) address one can append a path to; undefined for anything else. */
export function readAddress(text: unknown): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  // whatever URL would repair or drop is no address somebody meant
  if (!/^https?:\/\/[^\s\\?#@]+$/i.test(text)) return undefined;
  return new URL(text);
}

/** The machine itself. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

export const withoutSlash = (text: string): string => text.replace(/\/+$/, '');
