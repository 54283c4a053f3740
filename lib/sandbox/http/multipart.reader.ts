/** A file of a multipart body. */
export interface UploadedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface MultipartBody {
  readonly fields: Record<string, string>;
  readonly files: Record<string, UploadedFile>;
}

const HEADER_END = Buffer.from('\r\n\r\n');

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(header);
  return match?.[1] ?? match?.[2];
}

/** Reads a well-formed multipart body; `undefined` when it is none. */
export function readMultipart(contentType: string | undefined, body: Buffer): MultipartBody | undefined {
  if (!contentType || !/^multipart\/form-data/i.test(contentType)) return undefined;
  const boundary = parameter(contentType, 'boundary');
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: MultipartBody = { fields: {}, files: {} };
  // The first delimiter has no line break of its own in front of it.
  let start = body.indexOf(delimiter.subarray(2));
  if (start < 0) return undefined;
  start += delimiter.length - 2;
  while (body.toString('latin1', start, start + 2) !== '--') {
    const end = body.indexOf(delimiter, start);
    const headEnd = body.indexOf(HEADER_END, start);
    if (end < 0 || headEnd < 0 || headEnd > end) return undefined;
    addPart(parts, body.toString('utf8', start, headEnd), body.subarray(headEnd + HEADER_END.length, end));
    start = end + delimiter.length;
  }
  return parts;
}

function addPart(parts: MultipartBody, head: string, content: Buffer): void {
  const disposition = /content-disposition:(.*)/i.exec(head)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) return;
  const filename = parameter(disposition, 'filename');
  if (filename === undefined) {
    parts.fields[name] = content.toString('utf8');
    return;
  }
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
  parts.files[name] = { filename, contentType, content };
}
