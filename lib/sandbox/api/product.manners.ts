import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CatalogProduct, EndpointFact } from '../../catalog/index.js';
import { writeXml } from '../../common/index.js';
import { refuse } from './api.answer.js';

/** How a product tells that a request is wrong. */
export interface ProductManners {
  /** What is said of a path the product does not have. */
  readonly unknown: string;
  /** What is said of a request without token or signature. */
  credentialMissing(request: IncomingMessage, query: object, fact: EndpointFact): string | undefined;
  refuse(response: ServerResponse, reason: string): void;
}

const send = (response: ServerResponse, status: number, type: string, body: string): void =>
  void response.writeHead(status, { 'content-type': type }).end(body);

const work: ProductManners = {
  unknown: 'invalid url',
  credentialMissing(_request, query, { auth = 'access_token', authParam = auth }) {
    return auth === 'none' || authParam in query ? undefined : `${authParam} missing`;
  },
  refuse(response, reason) {
    const { errcode } = refuse(reason.endsWith(' missing') ? 41001 : 40035);
    send(response, 200, 'application/json', JSON.stringify({ errcode, errmsg: reason }));
  },
};

const payV3: ProductManners = {
  unknown: 'no such path',
  credentialMissing({ headers }) {
    return headers.authorization?.startsWith('WECHATPAY2-') ? undefined : 'Authorization missing';
  },
  refuse(response, reason) {
    const isUnsigned = reason.endsWith(' missing') && reason.startsWith('Authorization');
    const status = reason === payV3.unknown ? 404 : isUnsigned ? 401 : 400;
    const code = status === 404 ? 'RESOURCE_NOT_EXISTS' : isUnsigned ? 'SIGN_ERROR' : 'PARAM_ERROR';
    send(response, status, 'application/json', JSON.stringify({ code, message: reason }));
  },
};

const payV2: ProductManners = {
  unknown: 'no such path',
  credentialMissing: () => undefined, // the signature is a field of the body
  refuse: (response, reason) =>
    send(response, 200, 'text/xml', writeXml({ return_code: 'FAIL', return_msg: reason })),
};

export const WRITERS: Readonly<Record<Exclude<CatalogProduct, 'official'>, ProductManners>> = {
  work,
  'pay-v3': payV3,
  'pay-v2': payV2,
};
