/** Addresses a page is signed for by mistake: each of them WeChat takes for another page. */
export function usualMistakes(url: string): string[] {
  const bare = url.replace(/#.*$/, '');
  const withoutQuery = bare.replace(/\?.*$/, '');
  return [
    url,
    bare.replace(/^http:/i, 'https:'),
    bare.replace(/^https:/i, 'http:'),
    withoutQuery,
    encodeURIComponent(bare),
    encodeURI(bare),
    decoded(bare),
    withoutQuery.endsWith('/') ? withoutQuery.slice(0, -1) : `${withoutQuery}/`,
    new URL(bare).origin,
    `${new URL(bare).origin}/`,
  ].filter((other) => other !== bare);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
