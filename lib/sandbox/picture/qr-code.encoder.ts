/** One size is enough for WeChat's short URLs: version 5, level L, one block, 106 bytes of text. ISO/IEC 18004 */
const SIZE = 37;
const DATA_LENGTH = 108;
const CHECK_LENGTH = 26;
const LONGEST_TEXT = 106;
const ALIGNMENT = 30;
/** Level L and mask 0, with their check bits. */
const FORMAT = 0b111011111000100;

/** A cell that is not set yet is undefined. */
type Matrix = (boolean | undefined)[][];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = value << 1 > 255 ? (value << 1) ^ 0x11d : value << 1;
}

const at = (table: Uint8Array, index: number): number => table[index] as number;
const multiply = (left: number, right: number): number =>
  left && right ? at(EXP, at(LOG, left) + at(LOG, right)) : 0;

/** Reed–Solomon check bytes of a block. */
function checkBytes(data: Uint8Array): Uint8Array {
  let generator = [1];
  for (let power = 0; power < CHECK_LENGTH; power += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, index) => {
      next[index + 1] = (next[index + 1] as number) ^ multiply(factor, at(EXP, power));
    });
    generator = next;
  }
  const rest = new Uint8Array(data.length + CHECK_LENGTH);
  rest.set(data);
  for (let index = 0; index < data.length; index += 1) {
    const factor = at(rest, index);
    generator.forEach((value, offset) => {
      rest[index + offset] = at(rest, index + offset) ^ multiply(value, factor);
    });
  }
  return rest.subarray(data.length);
}

/** Byte mode, length, text, end, padding; then the check bytes. */
function codewords(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length > LONGEST_TEXT) throw new RangeError(`A QR code of this size holds ${LONGEST_TEXT} bytes`);
  const nibbles = [4, bytes.length >> 4, bytes.length & 15];
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15);
  nibbles.push(0);
  const data = new Uint8Array(DATA_LENGTH);
  const used = nibbles.length / 2;
  for (let index = 0; index < DATA_LENGTH; index += 1) {
    const padding = (index - used) % 2 === 0 ? 0xec : 0x11;
    data[index] =
      index < used ? ((nibbles[2 * index] as number) << 4) | (nibbles[2 * index + 1] as number) : padding;
  }
  const all = new Uint8Array(DATA_LENGTH + CHECK_LENGTH);
  all.set(data);
  all.set(checkBytes(data), DATA_LENGTH);
  return all;
}

/** A square of rings around a centre: dark where the distance is odd or zero, as `isDark` says. */
function drawRings(
  matrix: Matrix,
  row: number,
  column: number,
  reach: number,
  isDark: (ring: number) => boolean,
): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const line = matrix[row + dy];
      if (line && column + dx >= 0 && column + dx < SIZE) {
        line[column + dx] = isDark(Math.max(Math.abs(dx), Math.abs(dy)));
      }
    }
  }
}

function drawFormat(matrix: Matrix): void {
  const set = (row: number, column: number, bit: number): void => {
    (matrix[row] as boolean[])[column] = ((FORMAT >> bit) & 1) === 1;
  };
  for (let bit = 0; bit < 15; bit += 1) {
    const near = bit < 6 ? bit : bit < 8 ? bit + 1 : SIZE - 15 + bit;
    set(near, 8, bit);
    const far = bit < 8 ? SIZE - 1 - bit : bit < 9 ? 7 : 14 - bit;
    set(8, far, bit);
  }
  (matrix[SIZE - 8] as boolean[])[8] = true;
}

function drawFixedParts(matrix: Matrix): void {
  for (const [row, column] of [
    [3, 3],
    [3, SIZE - 4],
    [SIZE - 4, 3],
  ] as const) {
    drawRings(matrix, row, column, 4, (ring) => ring < 2 || ring === 3);
  }
  drawRings(matrix, ALIGNMENT, ALIGNMENT, 2, (ring) => ring !== 1);
  for (let index = 8; index < SIZE - 8; index += 1) {
    (matrix[6] as boolean[])[index] = index % 2 === 0;
    (matrix[index] as boolean[])[6] = index % 2 === 0;
  }
  drawFormat(matrix);
}

/** Two columns at a time from the right, up and down in turn, around what is fixed; mask 0 on the way. */
function drawData(matrix: Matrix, bytes: Uint8Array): void {
  let bit = 0;
  let upwards = true;
  for (let right = SIZE - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < SIZE; step += 1) {
      const row = upwards ? SIZE - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = matrix[row] as (boolean | undefined)[];
        if (line[column] !== undefined) continue;
        const isSet = (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        line[column] = isSet !== ((row + column) % 2 === 0);
        bit += 1;
      }
    }
    upwards = !upwards;
  }
}

/** Encodes a short text as a QR code: rows of dark (`true`) and light modules. */
export function encodeQrCode(text: string): boolean[][] {
  const matrix: Matrix = Array.from({ length: SIZE }, () => Array.from({ length: SIZE }, () => undefined));
  drawFixedParts(matrix);
  drawData(matrix, codewords(text));
  return matrix as boolean[][];
}
