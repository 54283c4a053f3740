/** The application's own error is the application's to show; its stack leads to the line, and its cause further. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const shown = error.stack ?? error.message;
  return error.cause instanceof Error ? `${shown}\n[cause]: ${describe(error.cause)}` : shown;
}

/** What it says in one line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
