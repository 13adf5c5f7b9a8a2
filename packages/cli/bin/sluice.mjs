#!/usr/bin/env node
// Plain JavaScript, so that an old Node can still say what is missing instead of failing on TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(`Sluice 需要 Node.js 24.15 或更新版本，当前为 ${process.versions.node}。请用 npm run 启动（会使用随锁文件安装的版本），或安装 Node 24。
Sluice needs Node.js 24.15 or newer; this is ${process.versions.node}. Start it with npm run (which uses the version in the lockfile) or install Node 24.`)
  process.exit(1)
}
await import('../src/main.ts')
