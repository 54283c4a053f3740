/** What came back. */
export interface Visit {
  status: number;
  location: string;
  body: string;
  headers: Headers;
}

const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** A browser: it keeps cookies, and follows nothing by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async open(
    address: string,
    init: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<Visit> {
    const url = new URL(address, this.origin);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      method: init.method ?? 'GET',
      headers: { ...PAGE, ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const { status, headers } = response;
    return { status, location: headers.get('location') ?? '', body: await response.text(), headers };
  }

  /** As a script of a page asks. */
  call(address: string): Promise<Visit> {
    return this.open(address, { headers: { accept: 'application/json' } });
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.some((one) => /^max-age=0$/i.test(one))) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}
