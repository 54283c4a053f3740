const MAX_TEXT_BYTES = 2048;

/** Cuts a text into parts WeChat takes, at line breaks where there are any, and never within a character. */
export function splitText(text: string, maxBytes = MAX_TEXT_BYTES): string[] {
  const parts: string[] = [];
  let rest = text;
  while (Buffer.byteLength(rest) > maxBytes) {
    let bytes = 0;
    let end = 0;
    let lineEnd = 0;
    let hasText = false;
    for (const character of rest) {
      bytes += Buffer.byteLength(character);
      if (bytes > maxBytes) break;
      end += character.length;
      if (character !== '\n') hasText = true;
      else if (hasText) lineEnd = end; // WeChat refuses a part of line breaks alone
    }
    const cut = lineEnd || end;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest ? [...parts, rest] : parts;
}
