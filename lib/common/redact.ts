const SECRET_FIELD =
  /((?:access_token|refresh_token|app_?secret|secret|session_key|ticket|encoding_?aes_?key|api_?v3_?key|private_?key)(?:"|'|%22)?\s*(?:=|:|%3D)\s*(?:"|')?)[^"'&\s,}<>]+/gi;

/** What is shorter is in every text, and nothing anybody could keep secret. */
const SHORTEST = 4;

const NONE: readonly string[] = [];
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The secrets among options, some of which may be left out, and some of which hold several. */
export function secretTexts(...options: unknown[]): readonly string[] {
  const all = options.flatMap((one): unknown[] => (isObject(one) ? Object.values(one) : [one]));
  const given = all.filter((one): one is string => typeof one === 'string' && one !== '');
  return given.length > 0 ? given : NONE;
}

/**
 * Takes secrets out of a text from outside: the values given, and whatever stands after a name that means a secret.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  // names first: a value might stand within one, and hide it
  let clean = text.replace(SECRET_FIELD, '$1***');
  for (const secret of secrets) if (secret.length >= SHORTEST) clean = clean.replaceAll(secret, '***');
  return clean;
}
