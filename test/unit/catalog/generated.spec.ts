import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('lib/catalog/generated', () => {
  it('is what the generator makes of the facts', () => {
    const check = () =>
      execFileSync(process.execPath, ['tools/catalog/generate.mjs', '--check'], { cwd: root, stdio: 'pipe' });
    expect(check).not.toThrow();
  });
});
