import { z } from 'zod'
import { prose } from '../lib/wire.ts'

const text = prose(20_000).trim().min(1)

/** A text in the two languages of the product. Chinese comes first: it is what most users see. */
export const localizedSchema = z.object({ zh: text, en: text })
export type Localized = z.infer<typeof localizedSchema>

/** Several statements as one text, one statement a line; the form in which criteria are stored and shown. */
export function lines(...statements: readonly { zh: string; en: string }[]): Localized {
  return { zh: statements.map((s) => s.zh).join('\n'), en: statements.map((s) => s.en).join('\n') }
}

export const both = (zh: string, en: string): Localized => ({ zh, en })
