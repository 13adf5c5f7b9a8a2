import { z } from 'zod'

/** Answers as they are kept with a submission. */
export const formAnswers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
