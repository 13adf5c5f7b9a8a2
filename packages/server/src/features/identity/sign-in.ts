import { sql } from 'kysely'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { openSession } from '../../platform/session.ts'
import { passwordMatches } from './password.ts'

/** Ten tries a quarter of an hour for one account, sixty for one address; a right password counts for neither: an office of a hundred may share an address. */
export class SignInThrottle {
  readonly #account = new RateLimiterMemory({ points: 10, duration: 900, blockDuration: 900 })
  readonly #address = new RateLimiterMemory({ points: 60, duration: 900 })

  async spend(account: string, address: string): Promise<void> {
    try {
      await this.#address.consume(address)
      await this.#account.consume(account)
    } catch (error) {
      if (error instanceof RateLimiterRes) refuse('request.too_many', { seconds: Math.ceil(error.msBeforeNext / 1000) })
      throw error
    }
  }

  async forgive(account: string, address: string): Promise<void> {
    await this.#account.delete(account)
    await this.#address.reward(address)
  }
}

/**
 * Finds the user by e-mail (and organisation, when the e-mail is known to several) and opens a session.
 * Answers the cookie's value; refuses with one code whatever was wrong.
 */
export async function signIn(db: Db, input: { email: string; password: string; org?: string }, now: Date, userAgent: string | null) {
  const { rows } = await sql<{ org_id: string; user_id: string }>`
    select c.org_id, c.user_id from sign_in_candidates(${input.email}) c
    where ${input.org ?? null}::text is null or c.org_id = org_by_slug(${input.org ?? null})`.execute(db.outside)
  const matching: typeof rows = []
  for (const row of rows.length === 0 ? [null] : rows) {
    const stored = row && (await db.read(row.org_id, (tx) =>
      tx.selectFrom('app_user').select('password_hash').where('org_id', '=', row.org_id).where('id', '=', row.user_id).executeTakeFirst()))
    if ((await passwordMatches(stored?.password_hash ?? null, input.password)) && row) matching.push(row)
  }
  const found = matching[0] ?? refuse('session.wrong_credentials')
  if (matching.length > 1) refuse('session.org_required')
  const cookie = await db.write(found.org_id, (tx) => openSession(tx, found.org_id, found.user_id, now, userAgent))
  return { orgId: found.org_id, userId: found.user_id, cookie }
}
