import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1'
import { z } from 'zod'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
/** A challenge with the number that solves it. */
export const proofIn = z.object({ algorithm: z.literal('SHA-256'), challenge: hex, number: z.number().int().min(0).max(50_000_000), salt: z.string().min(1).max(200), signature: hex })

/** A page that stays open longer asks for another. */
const livesMs = 60 * 60_000
/** So many hashes at most: a phone tries them in well under a second, and has begun while somebody types. */
const plain = 30_000

const keyOf = (secrets: Secrets, formId: string) => secrets.sign(`public form proof ${formId}`).toString('hex')

/** A challenge for one form; `hardness` multiplies the work. Nothing is kept of it: what it says is signed. */
export function newChallenge(secrets: Secrets, formId: string, now: Date, hardness = 1) {
  return createChallenge({ hmacKey: keyOf(secrets, formId), maxnumber: plain * hardness, params: { form: formId, at: String(now.getTime()) } })
}

/** Refuses what was not solved, not made here, made for another form, or too long ago. Answers what names it, and when it was made. */
export async function requireProof(secrets: Secrets, formId: string, now: Date, proof: z.output<typeof proofIn> | undefined): Promise<{ key: string; msSinceStart: number }> {
  if (proof === undefined) refuse('public_form.proof_required')
  const { form, at } = extractParams(proof)
  // The library asks the machine's clock for the time; ours is the application's.
  if (form !== formId || !(await verifySolution(proof, keyOf(secrets, formId), false))) refuse('public_form.proof_invalid')
  const msSinceStart = now.getTime() - Number(at)
  if (msSinceStart > livesMs) refuse('public_form.proof_expired')
  return { key: proof.challenge, msSinceStart }
}
