import { parseCookie } from 'cookie';

/** What a request of Express, of Fastify and of node:http have in common. */
export interface LoginHttpRequest {
  readonly method?: string;
  readonly url?: string;
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket?: { readonly encrypted?: boolean } | undefined;
  readonly raw?: { readonly socket?: { readonly encrypted?: boolean } };
  /** Of the application's session middleware. */
  session?: object | undefined;
}

/** A request as routing left it. */
export interface LoginPageRequest extends LoginHttpRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** A request, read for what a login needs of it. */
export class PageVisit {
  readonly #cookies: Readonly<Record<string, string | undefined>>;

  constructor(readonly request: LoginHttpRequest) {
    this.#cookies = parseCookie(this.#header('cookie') ?? '');
  }

  cookie(name: string): string | undefined {
    return this.#cookies[name];
  }

  /** Path and query as they came. */
  get address(): string {
    return this.request.originalUrl ?? this.request.url ?? '';
  }

  /** Scheme and host as they came; what proxies say of them anybody can say. */
  get origin(): string | undefined {
    const socket = this.request.raw?.socket ?? this.request.socket;
    const text = `${socket?.encrypted ? 'https' : 'http'}://${this.#header('host') ?? ''}`;
    if (!URL.canParse(text)) return undefined;
    const { origin, href } = new URL(text);
    return href === `${origin}/` ? origin : undefined;
  }

  /** Whether something in front of the application says that it ended TLS. */
  get isSecureOutside(): boolean {
    return this.#header('x-forwarded-proto') === 'https';
  }

  /** Whether the browser is the one inside WeChat or WeCom. */
  get isInApp(): boolean {
    return /\b(?:MicroMessenger|wxwork)\//i.test(this.#header('user-agent') ?? '');
  }

  /**
   * Whether a browser opens a page, and can be sent elsewhere; scripts and API clients cannot. Android's WeChat puts its
   * own name into X-Requested-With.
   */
  get isNavigation(): boolean {
    const { method } = this.request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    if (this.#header('x-requested-with') === 'XMLHttpRequest') return false;
    const accept = this.#header('accept') ?? '*/*';
    if (this.#header('sec-fetch-dest') === 'empty') return false;
    if (/\btext\/html\b/.test(accept)) return true;
    return accept.includes('*/*') && (this.#header('sec-fetch-mode') ?? 'navigate') === 'navigate';
  }

  #header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }
}
