import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env['SLUICE_PORT'] ?? '8420'}`

/**
 * Pages are split by route (routes.tsx imports each one lazily). What changes seldom and is needed by every page sits in
 * chunks of its own, so that a release does not make browsers fetch React and antd again.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  preview: { port: 4173, proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 30 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            { name: 'rules', test: /node_modules[\\/](@react-querybuilder|react-querybuilder)[\\/]/, priority: 30 },
            { name: 'data', test: /node_modules[\\/](@tanstack|i18next|react-i18next|zod)[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
})
