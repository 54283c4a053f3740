/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads one answer off a connection: no client library in between, which would refuse to send what is to be sent here.
 */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  constructor(
    /** Whether the answer has no body, whatever its headers say. */
    private readonly isHead: boolean,
  ) {}

  /** @returns the answer, once it is whole */
  take(chunk: Buffer): Answer | undefined {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    return this.#read(false);
  }

  /** The other side has closed: an answer without a length ends here. */
  end(): Answer | undefined {
    return this.#read(true);
  }

  #read(isEnd: boolean): Answer | undefined {
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (headEnd < 0) return undefined;
    const [first = '', ...lines] = this.#bytes.toString('latin1', 0, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
    if (!status) throw new Error(`No answer of HTTP: ${JSON.stringify(first.slice(0, 80))}`);
    const rest = this.#bytes.subarray(headEnd + HEAD_END.length);
    if (status < 200) {
      this.#bytes = rest;
      return this.#read(isEnd);
    }
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    const body = this.#bodyOf(status, headers, rest, isEnd);
    return body && { status, headers, body };
  }

  #bodyOf(status: number, headers: Answer['headers'], rest: Buffer, isEnd: boolean): Buffer | undefined {
    if (this.isHead || status === 204 || status === 304) return Buffer.alloc(0);
    const length = headers.get('content-length');
    if (length !== undefined)
      return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined;
    if (headers.get('transfer-encoding') === 'chunked') return unchunk(rest);
    return isEnd ? rest : undefined;
  }
}

function unchunk(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const from = lineEnd + 2;
    if (bytes.length < from + size + 2) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(from, from + size));
    at = from + size + 2;
  }
}
