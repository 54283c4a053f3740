/** The names WeChat adds to an address when it sends somebody back. */
const RETURNED = ['code', 'state'] as const;

/** Whether WeChat added a part of the query: to the return of a platform's account its appid too, behind the state. */
const isReturned = (part: string, before: string | undefined): boolean =>
  RETURNED.some((name) => part === name || part.startsWith(`${name}=`)) ||
  (part.startsWith('appid=') && before !== undefined && isReturned(before, undefined));

/** An address of the application itself, as absolute as a redirect needs it. */
export class OwnAddress {
  private constructor(
    readonly origin: string,
    private readonly url: URL,
  ) {}

  /** @returns undefined for what is no path of the origin */
  static of(origin: string, address: string): OwnAddress | undefined {
    if (!address.startsWith('/') || !URL.canParse(origin + address)) return undefined;
    return new OwnAddress(origin, new URL(origin + address));
  }

  get code(): string | undefined {
    return this.query('code');
  }

  get state(): string | undefined {
    return this.query('state');
  }

  /** A parameter of the query; one that is given twice is worth nothing. */
  query(name: string): string | undefined {
    const [value, ...more] = this.url.searchParams.getAll(name);
    return more.length > 0 ? '' : value;
  }

  /** Without what WeChat added, every other parameter as it came. */
  get clean(): string {
    const { pathname, search } = this.url;
    const parts = search.slice(1).split('&');
    const kept = parts.filter((part, index) => part !== '' && !isReturned(part, parts[index - 1]));
    return pathname + (kept.length > 0 ? `?${kept.join('&')}` : '');
  }

  /** Another page of the same origin; undefined for any other place, however it is written. */
  resolve(target: string): string | undefined {
    if (!URL.canParse(target, this.origin)) return undefined;
    const { origin, href, username, password } = new URL(target, this.origin);
    return origin === this.origin && username === '' && password === '' ? href : undefined;
  }
}
