import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB and two passes (OWASP's floor): about 30 ms of one core a sign-in. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let decoy: Promise<string> | null = null

/** Takes the same time whether or not the user exists, so that addresses cannot be probed. */
export async function passwordMatches(stored: string | null, given: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await decoy), given)
  return stored !== null && matches
}
