/** What came back. */
export interface Visit {
  readonly status: number;
  readonly body: string;
  /** Where the visitor is sent. */
  readonly location: string;
}

/** As much of a browser as a shop needs: it keeps cookies, sends forms, and says where it is sent. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  open(address: string): Promise<Visit> {
    return this.#go(address, {});
  }

  /** Presses a button. @param fields of its form */
  press(address: string, fields: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.#go(address, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async #go(address: string, init: RequestInit): Promise<Visit> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, this.origin), {
      ...init,
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
