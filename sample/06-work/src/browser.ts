/** What came back. */
export interface Visit {
  readonly status: number;
  readonly body: string;
  /** Where the visitor is sent. */
  readonly location: string;
}

/** As much of a browser as a login needs: it keeps cookies, and says where it is sent. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async open(address: string): Promise<Visit> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, this.origin), {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    });
    for (const [pair = ''] of response.headers.getSetCookie().map((one) => one.split('; '))) {
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const { status, headers } = response;
    return { status, body: await response.text(), location: headers.get('location') ?? '' };
  }
}
