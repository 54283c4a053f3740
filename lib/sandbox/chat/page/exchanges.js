// @ts-check

/** @typedef {import('./types.js').Exchange} Exchange */

const MOST = 500;

/** @param {Exchange} exchange */
export const exchangeKey = (exchange) => `${exchange.at} ${exchange.attempt} ${exchange.request.url}`;

/** The pushes the page knows of, newest first and each once. */
export class Exchanges {
  /** @type {Exchange[]} */ all = [];
  #keys = new Set();

  /** @param {Exchange} exchange */
  add(exchange) {
    const key = exchangeKey(exchange);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.all.unshift(exchange);
    const oldest = this.all.length > MOST ? this.all.pop() : undefined;
    if (oldest) this.#keys.delete(exchangeKey(oldest));
  }
}
