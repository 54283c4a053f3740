/** A token as WeChat remembers it; times in milliseconds of the sandbox's clock. */
export interface IssuedToken<Owner = unknown> {
  readonly text: string;
  readonly owner: Owner;
  expiresAt: number;
  /** When a newer token puts an end to this one. */
  deadAt: number;
}

/** Every token of every account, by its text. */
export class TokenRegistry<Owner> {
  readonly #tokens = new Map<string, IssuedToken<Owner>>();

  add(token: IssuedToken<Owner>): void {
    this.#tokens.set(token.text, token);
  }

  remove(token: IssuedToken<Owner>): void {
    this.#tokens.delete(token.text);
  }

  find(text: string): IssuedToken<Owner> | undefined {
    return this.#tokens.get(text);
  }
}
