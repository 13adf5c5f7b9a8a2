import { DatabaseError, errorCode } from './errors.ts'

const LOGIN_REFUSED = ['28P01', '28000', '3D000', '42501']
const NOT_YET = ['57P03', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EAI_AGAIN']

/** Whether trying again in a moment makes sense: the server is starting, or its host is not up yet. */
export function isTransient(error: unknown): boolean {
  return error instanceof AggregateError ? error.errors.some(isTransient) : NOT_YET.includes(errorCode(error))
}

/** Turns what `pg` throws while connecting into a coded error. `target` names the server without its password. */
export function connectionError(error: unknown, target: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const code = LOGIN_REFUSED.includes(errorCode(error)) ? 'database.login_refused' : 'database.unreachable'
  const reason = errorCode(error) || (error instanceof Error ? error.message : String(error))
  return new DatabaseError(code, `${target}: ${reason}`, { cause: error })
}
