import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CatalogProduct, EndpointFact } from '../../catalog/index.js';
import { writeXml } from '../../common/index.js';

/** What is wrong with a request: its path, its token or signature, or what it holds. */
export interface Complaint {
  readonly about: 'path' | 'credential' | 'contents';
  readonly reason: string;
}

/** How a product tells that a request is wrong. */
export interface ProductManners {
  /** Whether there is a token or signature where the endpoint wants one. */
  hasCredential(request: IncomingMessage, query: object, fact: EndpointFact): boolean;
  /** @returns the errcode; 0 where the product has none */
  refuse(response: ServerResponse, complaint: Complaint): number;
}

const send = (response: ServerResponse, status: number, type: string, body: string): void =>
  void response.writeHead(status, { 'content-type': type }).end(body);

const WORK_ERRCODES = { path: 40066, credential: 41001, contents: 40035 } as const;

const work: ProductManners = {
  hasCredential: (_request, query, { auth = 'access_token', authParam = auth }) =>
    auth === 'none' || authParam in query,
  refuse(response, { about, reason: errmsg }) {
    const errcode = WORK_ERRCODES[about];
    send(response, 200, 'application/json', JSON.stringify({ errcode, errmsg }));
    return errcode;
  },
};

const PAY_V3_REFUSALS = {
  path: [404, 'RESOURCE_NOT_EXISTS'],
  credential: [401, 'SIGN_ERROR'],
  contents: [400, 'PARAM_ERROR'],
} as const;

const payV3: ProductManners = {
  hasCredential: ({ headers }) => headers.authorization?.startsWith('WECHATPAY2-') === true,
  refuse(response, { about, reason: message }) {
    const [status, code] = PAY_V3_REFUSALS[about];
    send(response, status, 'application/json', JSON.stringify({ code, message }));
    return 0;
  },
};

const payV2: ProductManners = {
  hasCredential: () => true, // the signature is a field of the body
  refuse(response, { reason: return_msg }) {
    send(response, 200, 'text/xml', writeXml({ return_code: 'FAIL', return_msg }));
    return 0;
  },
};

export const MANNERS: Readonly<Record<Exclude<CatalogProduct, 'official'>, ProductManners>> = {
  work,
  'pay-v3': payV3,
  'pay-v2': payV2,
};
