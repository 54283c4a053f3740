const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number, text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
let steps = 0;

/** Opens the next step: in English, with the Chinese term. */
export function step(english: string, chinese: string): void {
  steps += 1;
  console.log(`\n${paint(1, `${steps}. ${english}`)} ${paint(2, chinese)}`);
}

/** One line: who, and what they do or say. */
export function line(who: string, what: string): void {
  console.log(`   ${paint(36, who.padEnd(8))} ${what}`);
}

/** A line of its own. */
export function note(text: string): void {
  console.log(`\n${text}`);
}
