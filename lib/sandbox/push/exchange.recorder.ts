import type { SandboxExchange } from '../interfaces/sandbox-log.interface.js';
import type { SandboxWorld } from '../world/sandbox-world.js';

/** Keeps what went over the wire, in both directions. */
export class ExchangeRecorder {
  constructor(private readonly world: SandboxWorld) {}

  begin(
    appId: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    sealed: string,
    opened: string,
    facts: Pick<SandboxExchange, 'kind' | 'attempt' | 'openid'>,
  ): SandboxExchange {
    const request = { url: url.pathname + url.search, headers, sealed, opened };
    return { at: Date.now(), appId, ...facts, request, durationMs: 0 };
  }

  finish(exchange: SandboxExchange, error?: string): void {
    exchange.durationMs = Date.now() - exchange.at;
    if (error !== undefined) exchange.error = error;
    this.world.addExchange(exchange);
  }
}
