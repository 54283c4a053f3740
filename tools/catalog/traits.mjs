/** What a request must know of its endpoint at run time; whatever is usual is left out. */
import { isChoice } from './types.mjs';

/** Paths of the fields of a kind: `[]` stands for each item of a list, `*` for each field of a map. */
function pathsOf(kind, type, path = []) {
  if (type === kind) return [path];
  if (Array.isArray(type)) return pathsOf(kind, type[0], [...path, '[]']);
  if (typeof type !== 'object') return [];
  return Object.entries(type).flatMap(([key, value]) =>
    isChoice(key)
      ? Object.values(value).flatMap((form) => pathsOf(kind, form, path))
      : pathsOf(kind, value, [...path, key.replace(/\?$/, '')]),
  );
}

const WECHAT_PAY_ABROAD = 'https://apihk.mch.weixin.qq.com';
const hostOf = (baseUrl) => (baseUrl === WECHAT_PAY_ABROAD ? 'global' : new URL(baseUrl).host);

/** Products whose amounts are whole numbers, so that a number with parts is the exception. */
const COUNTS_IN_FEN = new Set(['pay-v3']);

export function traitsOf(route, endpoint, product) {
  const { auth, callers, authParam, baseUrl, clientCert, read, idempotencyKey, repeatable } = endpoint;
  const { query, body, xml, form, raw, answer, answerXml } = endpoint;
  const bodyForm = form ? 'multipart' : raw ? 'raw' : xml ? 'xml' : undefined;
  const answerForm = answer === 'binary' ? 'binary' : answerXml ? 'xml' : undefined;
  const paths = {
    bodyIds: pathsOf('id', body),
    answerIds: pathsOf('id', answer),
    sensitive: pathsOf('sensitive', body),
    sensitiveQuery: pathsOf('sensitive', query),
    answerSensitive: pathsOf('sensitive', answer),
    decimals: COUNTS_IN_FEN.has(product) ? pathsOf('number', body) : [],
  };
  return {
    ...(auth ? { auth } : {}),
    ...(callers && callers.join() !== 'agent' ? { callers } : {}),
    ...(authParam ? { authParam } : {}),
    ...(baseUrl ? { host: hostOf(baseUrl) } : {}),
    ...(clientCert ? { clientCertificate: true } : {}),
    ...(bodyForm ? { body: bodyForm } : {}),
    ...(answerForm ? { answer: answerForm } : {}),
    ...(read !== undefined && read !== route.startsWith('GET ') ? { read } : {}),
    ...(idempotencyKey ? { idempotencyKey } : {}),
    ...(repeatable ? { repeatable } : {}),
    ...Object.fromEntries(Object.entries(paths).filter(([, found]) => found.length > 0)),
  };
}

/** The unusual ones of many endpoints, a line each. */
export function traitLines(endpoints, product) {
  return Object.entries(endpoints)
    .map(([route, endpoint]) => [route, traitsOf(route, endpoint, product)])
    .filter(([, traits]) => Object.keys(traits).length > 0)
    .map(([route, traits]) => `  ${JSON.stringify(route)}: ${JSON.stringify(traits)},\n`)
    .join('');
}
