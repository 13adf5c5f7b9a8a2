import { handBackKeys } from '@sluice/core/assignment/hand-over'
import { z } from 'zod'

/** What a link to the hand-overs carries. */
export const handOversUrl = z.object({ status: z.enum(['open', 'accepted', 'rejected']).default('open'), unseen: z.enum(['', '1']).default(''), reason: z.enum(['', ...handBackKeys]).default('') })
