/**
 * `node tools/snippet-bundle.ts [--check]`: the tracking snippet (packages/web/src/snippet) as one small file, which the server serves.
 * Kept as a snapshot, so that the server needs nothing built to run.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep } from './run-step.ts'
import { keepSnapshot } from './snapshot.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-snippet-'))
try {
  const code = await runStep('vite', ['build', 'packages/web', '--config', 'packages/web/snippet.config.ts', '--outDir', folder, '--emptyOutDir'])
  if (code !== 0) throw new Error(`vite build ended with ${code}`)
  const text = readFileSync(join(folder, 'snippet.js'), 'utf8').trim()
  keepSnapshot('packages/server/src/features/tracking/snippet-text.ts', `/** Made by tools/snippet-bundle.ts of packages/web/src/snippet. */\nexport const snippetText = ${JSON.stringify(text)}\n`, 'tools/snippet-bundle.ts')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
