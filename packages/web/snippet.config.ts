import { defineConfig } from 'vite'

/** The tracking snippet as one small file; `node tools/snippet-bundle.ts` runs this and keeps the result. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'error',
  publicDir: false,
  build: { minify: true, target: 'es2022', lib: { entry: 'src/snippet/snippet.ts', formats: ['iife'], name: 'sluiceSnippet', fileName: () => 'snippet.js' } },
})
