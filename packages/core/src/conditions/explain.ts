import type { ObjectCatalogue } from './catalogue.ts'
import { check, type Checked } from './check.ts'
import { COUNT_COMPARISONS } from './comparisons.ts'
import type { Condition } from './condition.ts'
import type { Speaker } from './speak.ts'

/**
 * A condition as a sentence: 「金额 ≥ 10万 且 (阶段 是 商务谈判 或 下一步 为空)」. Relative dates stay relative.
 * The empty condition reads 全部 / everything.
 */
export function explain(condition: Condition, object: ObjectCatalogue, speaker: Speaker): string {
  return sentence(check(condition, object), speaker)
}

const WORDS = {
  and: { zh: ' 且 ', en: ' and ' },
  or: { zh: ' 或 ', en: ' or ' },
  all: { zh: '全部', en: 'everything' },
  none: { zh: '无', en: 'nothing' },
} as const

function sentence(checked: Checked, speaker: Speaker): string {
  const { lang } = speaker
  switch (checked.kind) {
    case 'and':
    case 'or': {
      const [only, ...others] = checked.parts
      if (!only) return WORDS[checked.kind === 'and' ? 'all' : 'none'][lang]
      if (others.length === 0) return sentence(only, speaker)
      return checked.parts.map((part) => bracketed(part, checked.kind, speaker)).join(WORDS[checked.kind][lang])
    }
    case 'not': {
      if (checked.part.kind === 'exists') return relatedWords(checked.part, { zh: '没有', en: 'has no' }, speaker)
      return `${{ zh: '非', en: 'not' }[lang]} (${sentence(checked.part, speaker)})`
    }
    case 'field': {
      const value = checked.accepted.say(speaker)
      return `${checked.field.label[lang]} ${checked.operator.words[lang]}${value === '' ? '' : ` ${value}`}`
    }
    case 'exists':
      return relatedWords(checked, { zh: '有', en: 'has' }, speaker)
    case 'count': {
      const rows = relatedWords(checked, { zh: '', en: 'number of' }, speaker).trim()
      return `${rows}${lang === 'zh' ? '数' : ''} ${COUNT_COMPARISONS[checked.op].words[lang]} ${checked.value}`
    }
  }
}

/** Brackets where reading would otherwise depend on precedence. */
function bracketed(part: Checked, outer: 'and' | 'or', speaker: Speaker): string {
  const text = sentence(part, speaker)
  const mixed = (part.kind === 'and' || part.kind === 'or') && part.kind !== outer && part.parts.length > 1
  return mixed ? `(${text})` : text
}

function relatedWords(
  checked: Extract<Checked, { kind: 'exists' | 'count' }>,
  verb: { zh: string; en: string },
  speaker: Speaker,
): string {
  const { lang } = speaker
  const where = checked.where ? (lang === 'zh' ? `（${sentence(checked.where, speaker)}）` : ` (${sentence(checked.where, speaker)})`) : ''
  return `${verb[lang]} ${checked.relation.label[lang]}${where}`
}
