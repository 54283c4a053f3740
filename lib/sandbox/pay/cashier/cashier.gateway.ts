import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForLoopback } from '../../chat/loopback.guard.js';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { readBody } from '../../http/body.reader.js';
import type { SandboxJsapiPayment } from '../../interfaces/merchant-front-end.interface.js';
import { HTML, redirect, send } from '../../open/page.answer.js';
import type { MerchantRegister } from '../merchant.register.js';
import type { MerchantState } from '../merchant.state.js';
import { Payer } from '../payer.js';
import type { PaymentState } from '../payment.state.js';
import { cashierPage, money, resultPage } from './cashier.page.js';
import { checkFrontEnd } from './front-end.check.js';

const PAGE = '/cashier';
/** What the stand-in for WeChat's script asks. */
const SCRIPT = '/cashier/jsapi';
/** Milliseconds a payer waits for the application to be told, as people do who are shown a tick. */
const PATIENCE = 1000;
const LARGEST = 64 * 1024;
/** A page of the application asks from its own origin. */
const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' } as const;

type Found = readonly [merchant: MerchantState, payment: PaymentState];

/** What a page's script is told. */
interface ScriptAnswer {
  readonly result: 'ok' | 'fail';
  readonly reason?: string;
  readonly amount?: string;
  readonly description?: string;
}

/** Where payers pay: the page that `h5_url` and `code_url` lead to, and what opens within a page in WeChat. 收银台 */
export class CashierGateway {
  constructor(private readonly merchants: MerchantRegister) {}

  knows(path: string): boolean {
    return path === PAGE || path === SCRIPT;
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): Promise<void> {
    if (!isForLoopback(request))
      return send(response, 403, 'text/plain', 'The Host header must name the loopback address');
    if (path === SCRIPT) return this.#script(request, response);
    if (request.method === 'GET') return this.#show(response, new URLSearchParams(search));
    if (request.method !== 'POST')
      return send(response, 405, 'text/plain', 'Ask with GET or POST', { Allow: 'GET, POST' });
    if (!isOwnForm(request)) return send(response, 403, 'text/plain', 'The form must be that of the cashier');
    return this.#act(response, new URLSearchParams(await textOf(request)));
  }

  #find(fields: URLSearchParams): Found | undefined {
    const [prepayId, code] = [fields.get('prepay_id'), fields.get('pr')];
    return this.merchants.findPayment((payment) => payment.prepayId === prepayId || payment.code === code);
  }

  #show(response: ServerResponse, fields: URLSearchParams): void {
    const found = this.#find(fields);
    if (!found) return send(response, 404, HTML, resultPage('unknown'));
    const [merchant, payment] = found;
    if (payment.isPaid) return send(response, 200, HTML, resultPage('paid'));
    if (!payment.isOpen(merchant.now())) return send(response, 200, HTML, resultPage('over'));
    return send(response, 200, HTML, cashierPage(payment, merchant.mchId, returnOf(fields)));
  }

  async #act(response: ServerResponse, fields: URLSearchParams): Promise<void> {
    const found = this.#find(fields);
    if (!found) return send(response, 404, HTML, resultPage('unknown'));
    const [merchant, payment] = found;
    const isPaying = fields.get('action') === 'pay';
    if (isPaying && !payment.isPaid) {
      if (!payment.isOpen(merchant.now())) return send(response, 200, HTML, resultPage('over'));
      await pay(merchant, payment);
    }
    const returnTo = returnOf(fields);
    return returnTo === undefined
      ? send(response, 200, HTML, resultPage(isPaying ? 'paid' : 'cancelled'))
      : redirect(response, returnTo);
  }

  async #script(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST')
      return send(response, 405, 'text/plain', 'Ask with POST', { Allow: 'POST' });
    const answer = await this.#answer(await textOf(request));
    return send(response, 200, 'application/json', JSON.stringify(answer), ANY_ORIGIN);
  }

  async #answer(text: string): Promise<ScriptAnswer> {
    const asked = readAsked(text);
    if (!asked) return { result: 'fail', reason: 'The call cannot be read' };
    const { action, payment: given } = asked;
    const found = this.merchants.findPayment(({ prepayId }) => `prepay_id=${prepayId}` === given.package);
    if (!found) return { result: 'fail', reason: 'There is no such prepay_id, or it is over' };
    const [merchant] = found;
    try {
      const payment = checkFrontEnd(merchant, given);
      if (!payment.isOpen(merchant.now()))
        return { result: 'fail', reason: 'The order cannot be paid any more' };
      if (action === 'pay') await pay(merchant, payment);
      return { result: 'ok', amount: money(payment), description: payment.description };
    } catch (error) {
      if (error instanceof SandboxUseError) return { result: 'fail', reason: error.message };
      throw error;
    }
  }
}

/** Pays; the payer need not wait for an application that does not answer. */
async function pay(merchant: MerchantState, payment: PaymentState): Promise<void> {
  const told = new Payer(merchant).pay(payment).catch(() => undefined);
  const signal = merchant.world.ending;
  await Promise.race([told, sleep(PATIENCE, undefined, { signal, ref: false }).catch(() => undefined)]);
}

/** A foreign page may lead a payer here, but not press the button. */
const isOwnForm = ({ headers }: IncomingMessage): boolean =>
  !['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']));

/** Where the payer goes afterwards, when that is an address of the web. */
function returnOf(fields: URLSearchParams): string | undefined {
  const url = fields.get('redirect_url') ?? '';
  return /^https?:\/\//.test(url) && URL.canParse(url) ? url : undefined;
}

const textOf = async (request: IncomingMessage): Promise<string> =>
  (await readBody(request, LARGEST))?.toString('utf8') ?? '';

function readAsked(text: string): { action: unknown; payment: SandboxJsapiPayment } | undefined {
  try {
    const { action, payment } = JSON.parse(text) as { action: unknown; payment: Record<string, unknown> };
    const at = (name: string): string => (typeof payment[name] === 'string' ? payment[name] : '');
    const signed = { package: at('package'), signType: at('signType') || undefined, paySign: at('paySign') };
    return {
      action,
      payment: { appId: at('appId'), timeStamp: at('timeStamp'), nonceStr: at('nonceStr'), ...signed },
    };
  } catch {
    return undefined;
  }
}
