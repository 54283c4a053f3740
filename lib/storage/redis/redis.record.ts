/** What a record of Redis says behind its fence; undefined for nothing, and for what is none. */
export function readRecord(record: unknown): unknown {
  if (typeof record !== 'string') return undefined;
  try {
    return JSON.parse(record.slice(record.indexOf('|') + 1)) as unknown;
  } catch {
    return undefined;
  }
}
