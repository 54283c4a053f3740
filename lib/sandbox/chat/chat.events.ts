import type { ServerResponse } from 'node:http';
import type { SandboxEvents, SandboxWorld } from '../world/sandbox-world.js';

const TOLD = ['exchange', 'message', 'people', 'menu'] as const;

/** Tells the chat page what happens, as server-sent events. */
export class ChatEvents {
  readonly #followers = new Set<ServerResponse>();

  constructor(world: SandboxWorld) {
    for (const name of TOLD) {
      world.events.on(name, (data: SandboxEvents[typeof name][0]) => this.#tell(name, data));
    }
    world.ending.addEventListener('abort', () => {
      for (const follower of this.#followers) follower.end();
    });
  }

  follow(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.write(': connected\n\n');
    this.#followers.add(response);
    response.on('close', () => this.#followers.delete(response));
  }

  #tell(name: string, data: object): void {
    if (this.#followers.size === 0) return;
    const event = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const follower of this.#followers) follower.write(event);
  }
}
