const SECRET_FIELD =
  /((?:access_token|refresh_token|app_?secret|secret|session_key|ticket|encodingaeskey|api_?v3_?key|private_?key)(?:"|'|%22)?\s*(?:=|:|%3D)\s*(?:"|')?)[^"'&\s,}<>]+/gi;

/**
 * Takes secrets out of a text from outside: the values given, and whatever stands after a name that means a secret.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret) clean = clean.replaceAll(secret, '***');
  return clean.replace(SECRET_FIELD, '$1***');
}
