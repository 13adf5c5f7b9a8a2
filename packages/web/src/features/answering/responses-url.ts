import { z } from 'zod'

/** What a link to the report of first responses carries. */
export const responsesUrl = z.object({ by: z.enum(['owner', 'channel']).default('owner'), days: z.enum(['7', '30', '90']).default('30') })
