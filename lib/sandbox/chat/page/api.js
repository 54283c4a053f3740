// @ts-check
import { text } from './language.js';

/** @typedef {import('./types.js').SandboxState} SandboxState */

/** @returns {Promise<SandboxState>} */
export async function readState() {
  const response = await fetch('/sandbox/state', { cache: 'no-store' });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/**
 * @param {string} path
 * @param {object} body
 */
async function post(path, body) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wechat-sandbox': '1' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(text('unreachable'));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

/**
 * @param {string} appId
 * @param {string} nickname
 * @returns {Promise<{ openid: string, nickname: string, following: boolean }>}
 */
export const createPerson = (appId, nickname) => post('/sandbox/people', { appId, nickname });

/**
 * @param {string} openid
 * @param {string} action
 * @param {object} body
 * @returns {Promise<{ reply: object | null, error?: string }>}
 */
export const act = (openid, action, body) =>
  post(`/sandbox/people/${encodeURIComponent(openid)}/${action}`, body);

const EVENTS = ['exchange', 'message', 'people', 'menu'];
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;

/**
 * Follows the sandbox for as long as the page lives. After each connection the state is read anew, and what happens
 * meanwhile is told after it.
 *
 * @param {object} listener
 * @param {(connection: 'connecting' | 'live' | 'lost') => void} listener.onConnection
 * @param {(state: SandboxState) => void} listener.onState
 * @param {(name: string, data: any) => void} listener.onEvent
 */
export function followSandbox({ onConnection, onState, onEvent }) {
  let pause = FIRST_PAUSE;

  function connect() {
    const source = new EventSource('/sandbox/events');
    /** @type {[string, unknown][] | null} */
    let waiting = [];

    function retry() {
      source.close();
      onConnection('lost');
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }

    for (const name of EVENTS) {
      source.addEventListener(name, (event) => {
        const data = JSON.parse(event.data);
        if (waiting) waiting.push([name, data]);
        else onEvent(name, data);
      });
    }
    source.addEventListener('error', retry);
    source.addEventListener('open', async () => {
      try {
        const state = await readState();
        if (source.readyState === EventSource.CLOSED) return;
        onState(state);
        for (const [name, data] of waiting ?? []) onEvent(name, data);
        waiting = null;
        pause = FIRST_PAUSE;
        onConnection('live');
      } catch {
        if (source.readyState !== EventSource.CLOSED) retry();
      }
    });
  }

  onConnection('connecting');
  connect();
}
