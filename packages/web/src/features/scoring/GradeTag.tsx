import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'

const tones: Readonly<Record<string, Tone>> = { A: 'good', B: 'brand', C: 'warn' }

/** A grade of the score; grades that an organisation named itself are neutral. */
export function GradeTag({ grade }: { grade: string }) {
  return <Tag tone={tones[grade] ?? 'neutral'}>{grade}</Tag>
}
