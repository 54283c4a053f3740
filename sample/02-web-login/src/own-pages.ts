/** What of a request says where the visitor sees the application. */
export interface PageRequest {
  readonly headers: { readonly host?: string | undefined };
}

/** Knows the application's own pages. */
export class OwnPages {
  /** @param origin what visitors see, `https://shop.example.com`; without it each request is believed, as on a desk */
  constructor(private readonly origin: string | undefined) {}

  has(url: unknown, { headers }: PageRequest): url is string {
    const origin = this.origin?.replace(/\/$/, '') ?? `http://${headers.host}`;
    // the slash ends the host: without it, http://localhost:3000.evil.example would do
    return typeof url === 'string' && url.startsWith(`${origin}/`);
  }
}
