import { z } from 'zod'

const words = z.object({ zh: z.string(), en: z.string() })
const standing = z.object({ name: z.string(), records: z.number().int(), score: z.number() })
export const completeObjects = ['deal', 'lead', 'account', 'contact'] as const

/** What somebody is told once a week of how complete records are: their own, or those of the teams they lead. Scores are shares. */
export const weekReport = z.object({
  /** The working day on which it was told; `isOwn`: about one's own records alone. */
  day: z.string(), isOwn: z.boolean(), records: z.number().int(), score: z.number(),
  teams: z.array(standing), people: z.array(standing),
  /** What is missing most, with why it matters and the gates that ask for it. */
  fields: z.array(z.object({ object: z.enum(completeObjects), key: z.string(), label: words, missing: z.number().int(), asked: z.number().int(), why: words, gates: z.array(z.string()) })),
  /** For the one line of the notice. */
  percent: z.string(), lacks: words,
})
export type WeekReport = z.infer<typeof weekReport>
