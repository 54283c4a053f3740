/**
 * `node tools/audit.mjs`: known vulnerabilities, high ones and worse, of what is shipped. It fails when there are any, and says so
 * when the registry could not be asked: then nothing is known, which is neither good nor bad.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SEVERE = new Set(['high', 'critical']);

async function askNpm() {
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...before, 'audit', '--omit=dev', '--audit-level=high', '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: !npm && process.platform === 'win32',
  });
  const said = await text(child.stdout);
  try {
    return JSON.parse(said);
  } catch {
    return { message: said.trim() || 'npm said nothing' };
  }
}

/** The advisories behind a finding; what only depends on a finding names it. */
const reasonsOf = ({ via }) =>
  via.map((reason) => (typeof reason === 'string' ? `by way of ${reason}` : `${reason.title} ${reason.url}`));

const report = await askNpm();
if (!report.metadata?.vulnerabilities) {
  console.log(
    `npm audit: NOT ASKED. The registry gave no answer (${report.message ?? report.error?.summary ?? 'no reason'}), so nothing is known of advisories. Run it where the registry takes such questions.`,
  );
} else {
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => SEVERE.has(severity));
  for (const one of found)
    console.log(`${one.severity}: ${one.name} ${one.range}\n  ${reasonsOf(one).join('\n  ')}`);
  const { total = 0 } = report.metadata.dependencies ?? {};
  console.log(`npm audit: ${found.length} of high severity or worse, among ${total} packages`);
  if (found.length > 0) process.exitCode = 1;
}
