/** Words shown to a person, in both languages of the product. */
export type Words = { zh: string; en: string }

const WORDS = {
  'database.platform_unsupported': {
    zh: '这个平台没有内置的 PostgreSQL 程序；请重新安装依赖(不要跳过可选依赖)，或用 DATABASE_URL 指定一个 PostgreSQL 15 以上的服务器。',
    en: 'There are no PostgreSQL binaries for this platform. Reinstall with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  },
  'database.binaries_damaged': {
    zh: '内置的 PostgreSQL 程序无法运行(Linux 需要 glibc 2.27 以上，不支持 Alpine 的 musl)；请重新安装依赖，或设置 DATABASE_URL。',
    en: 'The bundled PostgreSQL binaries do not run (on Linux they need glibc 2.27 or newer, not the musl of Alpine). Reinstall the dependencies, or set DATABASE_URL.',
  },
  'database.user_unknown': {
    zh: '当前用户编号在系统里没有名字(容器里常见)，PostgreSQL 因此不肯创建数据库；请在 /etc/passwd 里加上它，或设置 DATABASE_URL。',
    en: 'The current user id has no name on this system (common in containers), so PostgreSQL refuses to create a database. Add it to /etc/passwd, or set DATABASE_URL.',
  },
  'database.cannot_drop_root': {
    zh: 'PostgreSQL 不能以 root 运行，而这里也不能切换到普通用户；请用普通用户启动，或设置 DATABASE_URL。',
    en: 'PostgreSQL refuses to run as root and switching to an ordinary user failed. Start Sluice as an ordinary user, or set DATABASE_URL.',
  },
  'database.folder_locked': {
    zh: '另一个 Sluice 正在使用这个数据文件夹；请先停掉它，或用 SLUICE_DATA 指定别的文件夹。',
    en: 'Another Sluice is using this data folder. Stop it first, or name another folder in SLUICE_DATA.',
  },
  'database.folder_not_writable': {
    zh: '数据文件夹不可写；请检查它的所有者和权限，或用 SLUICE_DATA 指定别的文件夹。',
    en: 'The data folder cannot be written. Check its owner and mode, or name another folder in SLUICE_DATA.',
  },
  'database.folder_unreachable': {
    zh: '以 root 启动时，数据库由普通用户运行，而它进不了这个数据文件夹(上级文件夹权限)；请用 SLUICE_DATA 指定别的文件夹，例如 /var/lib/sluice。',
    en: 'Started as root, the database runs as an ordinary user, who cannot enter this data folder (mode of a parent folder). Name another one in SLUICE_DATA, such as /var/lib/sluice.',
  },
  'database.folder_corrupted': {
    zh: '数据文件夹里的数据库文件不完整或已损坏；请从备份恢复。',
    en: 'The database files in the data folder are incomplete or damaged. Restore from a backup.',
  },
  'database.folder_version': {
    zh: '数据文件夹由另一个 PostgreSQL 大版本写成；请用当时的 Sluice 版本导出备份，再在新文件夹里恢复。',
    en: 'The data folder was written by another major version of PostgreSQL. Export a backup with the Sluice of that time and restore it into a new folder.',
  },
  'database.disk_full': {
    zh: '磁盘已满；请腾出空间后再启动。',
    en: 'The disk is full. Free some space and start again.',
  },
  'database.start_failed': {
    zh: '内置的 PostgreSQL 没有启动成功；详情见数据文件夹里的 pg.log。',
    en: 'The embedded PostgreSQL did not start. See pg.log in the data folder.',
  },
  'database.url_invalid': {
    zh: '数据库地址格式不对；应为 postgres://用户:密码@主机:端口/数据库。',
    en: 'The database URL is malformed; expected postgres://user:password@host:port/database.',
  },
  'database.unreachable': {
    zh: '连不上数据库；请检查地址、网络和防火墙。',
    en: 'The database cannot be reached. Check the address, the network and the firewall.',
  },
  'database.login_refused': {
    zh: '数据库拒绝登录；请检查用户名、密码和数据库名。',
    en: 'The database refused the login. Check user, password and database name.',
  },
  'database.version_unsupported': {
    zh: '数据库版本太旧；需要 PostgreSQL 15 以上。',
    en: 'The database is too old; PostgreSQL 15 or newer is needed.',
  },
  'database.role_missing': {
    zh: '数据库里没有可用的 sluice_app 角色，当前用户也无权创建；请让管理员执行：CREATE ROLE sluice_app NOLOGIN; GRANT sluice_app TO <当前用户>;',
    en: 'The role sluice_app is missing or unusable and this user may not create it. Ask an administrator to run: CREATE ROLE sluice_app NOLOGIN; GRANT sluice_app TO <this user>;',
  },
  'database.app_login_unsafe': {
    zh: '应用登录名权限过大(超级用户、可绕过行级安全，或拥有数据表)，组织之间的隔离会失效；请换一个只属于 sluice_app 的登录名。',
    en: 'The application login is too powerful (superuser, BYPASSRLS or owner of tables), which would void the wall between organisations. Use a login that is only a member of sluice_app.',
  },
  'migration.name_invalid': {
    zh: '迁移文件名不合规则(应为 NNNN_名称.sql，编号不重复)。',
    en: 'A migration file is misnamed (expected NNNN_name.sql with a unique number).',
  },
  'migration.changed': {
    zh: '已执行过的迁移文件被改动；请恢复原文件，改动写进新的迁移。',
    en: 'A migration that has been applied was changed afterwards. Restore the file and put the change into a new migration.',
  },
  'migration.newer_database': {
    zh: '数据库比程序新(有程序不认识的迁移)；请升级 Sluice。',
    en: 'The database is newer than this program (it knows migrations the program does not). Upgrade Sluice.',
  },
  'migration.out_of_order': {
    zh: '有未执行的迁移排在已执行的迁移之前；请给它更大的编号。',
    en: 'A pending migration sorts before one that is applied. Give it a higher number.',
  },
  'migration.failed': {
    zh: '迁移执行失败，已撤销这一步。',
    en: 'A migration failed and was rolled back.',
  },
} as const satisfies Record<string, Words>

export type DatabaseErrorCode = keyof typeof WORDS

/**
 * A refusal of the database foundation. `code` is stable and meant for programs; `words` is meant for people;
 * `detail` names the path, pid, host or file concerned and never holds a password.
 */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode
  readonly words: Words
  readonly detail: string

  constructor(code: DatabaseErrorCode, detail = '', options?: { cause?: unknown }) {
    super(detail ? `${WORDS[code].en} (${detail})` : WORDS[code].en, options)
    this.name = 'DatabaseError'
    this.code = code
    this.words = WORDS[code]
    this.detail = detail
  }
}

/** The `code` of a Node or PostgreSQL error, or '' when there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Turns a file system error met in the data folder into a coded one; other errors pass unchanged. */
export function folderError(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError) return error
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseError('database.disk_full', path, { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return new DatabaseError('database.folder_not_writable', `${path}: ${errorCode(error)}`, { cause: error })
    default:
      return error
  }
}
