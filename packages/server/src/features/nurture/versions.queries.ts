import type { SequenceDefinition } from '@sluice/core/nurture/sequence'
import { sequenceDefinition } from '@sluice/core/nurture/sequence'
import { placeSteps, type PlacedStep } from '@sluice/core/nurture/walk'
import { z } from 'zod'
import type { Reader } from '../../platform/db.ts'
import type { MailWords } from './render-mail.ts'

const words = z.object({ name: z.string(), subject: z.string(), preheader: z.string(), format: z.enum(['simple', 'html']), body: z.string() })

/** A published version, ready to be followed. */
export interface Version {
  definition: SequenceDefinition
  placed: ReadonlyMap<string, PlacedStep>
  /** The words of its mails as they were when it was published. */
  templates: Readonly<Record<string, MailWords & { name: string }>>
}

/** Versions never change: the last few are kept parsed. */
const kept = new Map<string, Version>()

export async function selectVersion(tx: Reader, orgId: string, sequenceId: string, number: number): Promise<Version> {
  const key = `${orgId} ${sequenceId} ${number}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const row = await tx.selectFrom('sequence_version').select(['definition', 'templates']).where('org_id', '=', orgId).where('sequence_id', '=', sequenceId).where('number', '=', number).executeTakeFirstOrThrow()
  const definition = sequenceDefinition.parse(row.definition)
  const version = { definition, placed: placeSteps(definition), templates: z.record(z.string(), words).parse(row.templates) }
  if (kept.size >= 200) kept.delete(kept.keys().next().value ?? '')
  kept.set(key, version)
  return version
}
