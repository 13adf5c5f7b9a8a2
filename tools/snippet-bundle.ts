/**
 * `node tools/snippet-bundle.ts [--check]`: the tracking snippet (packages/web/src/snippet) as one small file, which the server serves.
 * Kept as a snapshot, so that the server needs nothing built to run.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { keepSnapshot } from './snapshot.ts'

const built = await build({
  configFile: false, logLevel: 'error', root: fileURLToPath(new URL('../packages/web', import.meta.url)),
  build: { write: false, minify: true, target: 'es2022', lib: { entry: 'src/snippet/snippet.ts', formats: ['iife'], name: 'sluiceSnippet' } },
})
const first = [built].flat()[0]
const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined
if (chunk === undefined) throw new Error('nothing was built')
const code = chunk.code.trim()
keepSnapshot('packages/server/src/features/tracking/snippet-text.ts', `/** Made by tools/snippet-bundle.ts of packages/web/src/snippet. */\nexport const snippetText = ${JSON.stringify(code)}\n`, 'tools/snippet-bundle.ts')
