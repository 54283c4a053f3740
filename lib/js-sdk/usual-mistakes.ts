/** Addresses a page is signed for by mistake: each of them WeChat takes for another page. */
export function usualMistakes(url: string): string[] {
  const bare = url.replace(/#.*$/, '');
  const withoutQuery = bare.replace(/\?.*$/, '');
  return [
    url,
    bare.replace(/^http:/i, 'https:'),
    bare.replace(/^https:/i, 'http:'),
    withoutQuery,
    orNone(() => encodeURIComponent(bare)),
    orNone(() => encodeURI(bare)),
    orNone(() => decodeURIComponent(bare)),
    withoutQuery.endsWith('/') ? withoutQuery.slice(0, -1) : `${withoutQuery}/`,
    new URL(bare).origin,
    `${new URL(bare).origin}/`,
  ].filter((other): other is string => other !== undefined && other !== bare);
}

/** Some addresses cannot be encoded, or decoded. */
function orNone(write: () => string): string | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}
