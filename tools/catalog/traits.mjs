/** What a request must know of its endpoint at run time; whatever is usual is left out. */

/** Paths of 64-bit ids: `[]` stands for each item of a list, `*` for each field of a map. */
function idPaths(type, path = []) {
  if (type === 'id') return [path];
  if (Array.isArray(type)) return idPaths(type[0], [...path, '[]']);
  if (typeof type !== 'object') return [];
  return Object.entries(type).flatMap(([key, value]) => idPaths(value, [...path, key.replace(/\?$/, '')]));
}

export function traitsOf(route, { auth, authParam, form, raw, read, idempotencyKey, body, answer }) {
  const bodyIds = body ? idPaths(body) : [];
  const answerIds = answer === 'binary' ? [] : idPaths(answer);
  return {
    ...(auth ? { auth } : {}),
    ...(authParam ? { authParam } : {}),
    ...(form ? { body: 'multipart' } : {}),
    ...(raw ? { body: 'raw' } : {}),
    ...(answer === 'binary' ? { answer: 'binary' } : {}),
    ...(read !== undefined && read !== route.startsWith('GET ') ? { read } : {}),
    ...(idempotencyKey ? { idempotencyKey } : {}),
    ...(bodyIds.length > 0 ? { bodyIds } : {}),
    ...(answerIds.length > 0 ? { answerIds } : {}),
  };
}

/** The unusual ones of many endpoints, a line each. */
export function traitLines(endpoints) {
  return Object.entries(endpoints)
    .map(([route, endpoint]) => [route, traitsOf(route, endpoint)])
    .filter(([, traits]) => Object.keys(traits).length > 0)
    .map(([route, traits]) => `  ${JSON.stringify(route)}: ${JSON.stringify(traits)},\n`)
    .join('');
}
