import { z } from 'zod'
import { id } from '../lib/wire.ts'

export const experimentEvents = {
  /** Subject is the deal. Which path it follows; the words are those of the moment. */
  'experiment.entered': z.object({ experimentId: id, name: z.string(), arm: z.string(), armName: z.string() }),
}
