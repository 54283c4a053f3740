/** One value of a DER structure. */
export interface DerNode {
  readonly tag: number;
  readonly content: Buffer;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_ID = 0x06;
const MAX_DEPTH = 16;

/** The values that stand in a row; undefined when the bytes are no DER. */
export function readDer(bytes: Buffer): DerNode[] | undefined {
  const nodes: DerNode[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] as number;
    let length = bytes[at + 1];
    if (length === undefined) return undefined;
    at += 2;
    if (length > 0x80) {
      const size = length - 0x80;
      if (size > 3 || at + size > bytes.length) return undefined;
      length = bytes.readUIntBE(at, size);
      at += size;
    }
    if (at + length > bytes.length) return undefined;
    nodes.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return nodes;
}

/** The first thing `pick` finds in a sequence, from the outside inwards; octet strings may hold one too. */
export function findInDer<T>(
  bytes: Buffer,
  pick: (sequence: readonly DerNode[]) => T | undefined,
  depth = 0,
): T | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const { tag, content } of readDer(bytes) ?? []) {
    const isHolder = (tag & 0x20) !== 0 || tag === OCTET_STRING;
    const inner = isHolder ? readDer(content) : undefined;
    if (!inner) continue;
    const found = (tag === SEQUENCE ? pick(inner) : undefined) ?? findInDer(content, pick, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
