import { say } from './terminal.ts'

/** Every command, loaded only when it is asked for. */
const commands: Record<string, { summary: [zh: string, en: string]; load: () => Promise<{ run(args: string[]): Promise<number> }> }> = {
  start: { summary: ['启动（默认）', 'start the product (default)'], load: () => import('./commands/start.ts') },
  build: { summary: ['构建网页界面', 'build the web client'], load: () => import('./commands/build.ts') },
  migrate: { summary: ['升级数据库结构', 'bring the database schema up to date'], load: () => import('./commands/migrate.ts') },
  doctor: { summary: ['检查本机与数据库', 'say what is found and what is wrong'], load: () => import('./commands/doctor.ts') },
  org: { summary: ['组织：org create | list', 'organisations: org create | list'], load: () => import('./commands/org.ts') },
  user: { summary: ['用户：user create', 'users: user create'], load: () => import('./commands/user.ts') },
  import: { summary: ['导入文件', 'import a file'], load: () => import('./commands/import.ts') },
  report: { summary: ['报表：report funnel', 'reports: report funnel'], load: () => import('./commands/report.ts') },
  rebuild: { summary: ['由事件日志重建投影', 'rebuild the projections from the event log'], load: () => import('./commands/rebuild.ts') },
}

const [name = 'start', ...args] = process.argv.slice(2)
const command = commands[name]
if (command === undefined || name === 'help') {
  say('用法 / usage: sluice <command> [--help]')
  for (const [key, { summary }] of Object.entries(commands)) say(`  ${key.padEnd(10)}${summary[0]} · ${summary[1]}`)
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2
} else {
  const { run } = await command.load()
  process.exitCode = await run(args)
}
