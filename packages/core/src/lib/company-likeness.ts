import { companyCore } from './company-name.ts'
import { fullPinyin, pinyinInitials } from './pinyin.ts'
import { dice, editDistance } from './similarity.ts'
import { bigrams, letterKey } from './text.ts'

/** From here on two names may well be one company. */
export const LIKELY_SAME = 0.6

/**
 * How likely two company names mean the same company, 0…1: 1 when only width, case, script or punctuation differ, .95 when
 * legal form, region or branch do too, .9 when the rest sounds the same (云帆 / 云凡), less for typing errors and shared parts.
 */
export function companyLikeness(name: string): (other: string) => number {
  const key = letterKey(name)
  const core = companyCore(name)
  const sound = fullPinyin(core)
  return (other) => {
    if (key !== '' && letterKey(other) === key) return 1
    const otherCore = companyCore(other)
    if (core === '' || otherCore === '') return 0
    if (otherCore === core) return 0.95
    if (sound !== '' && fullPinyin(otherCore) === sound) return 0.9
    return Math.max(nearness(core, otherCore), 0.95 * nearness(brandOf(core), brandOf(otherCore)))
  }
}

const trades =
  /(?:科技|技术|信息|网络|软件|电子|智能|数字|数据|通信|自动化|机械|器械|装备|设备|仪器|仪表|电气|电力|汽车|药业|医疗|医药|生物|化工|材料|能源|环保|建设|建筑|工程|装饰|实业|工业|制造|贸易|商贸|进出口|物流|供应链|投资|管理|咨询|服务|文化|传媒|广告|教育|发展|系统|产业|国际|控股|食品|农业)+$/

/** The core without words of the trade at its end: 纷享销客科技 → 纷享销客; all of it when next to nothing would be left. */
function brandOf(core: string): string {
  const brand = core.replace(trades, '')
  return [...brand].length >= 2 ? brand : core
}

function nearness(a: string, b: string): number {
  if (a === b) return 0.9
  const longest = Math.max([...a].length, [...b].length)
  const allowed = longest <= 3 ? 0 : longest <= 7 ? 1 : 2
  const edits = editDistance(a, b, allowed)
  const typo = edits <= allowed ? 0.92 - 0.4 * (edits / longest) : 0
  const [short, long] = [...a].length < [...b].length ? [a, b] : [b, a]
  // One begins the other: 华为 and 华为技术; the end is the trade's, 科技 in 云帆科技. Two characters of ten say little.
  const part = [...short].length >= 2 && long.startsWith(short) ? 0.5 + 0.3 * ([...short].length / longest) : 0
  return Math.max(typo, 0.85 * dice(a, b), part)
}

const BLOCKS = 8

/**
 * What an index is asked for, so that only few names are compared closely: a name that is like this one holds all terms of
 * at least one block (terms as in search-terms.ts). Blocks are the first two characters of the core, any three neighbouring
 * ones, and the pinyin initials of its beginning, which find what was typed with a wrong character of the same sound.
 * Words of the trade make no block: every tenth name holds 科技. None for a name of such words alone.
 */
export function likenessBlocks(name: string): string[][] {
  const core = companyCore(name)
  const brand = brandOf(core)
  if ([...core].length < 2 || trades.test(brand)) return []
  // One character further, so that a short brand is not alone: 云帆科 of 云帆科技.
  const pairs = bigrams([...core].slice(0, [...brand].length + 1).join(''))
  if (pairs.length === 1) return [pairs]
  const triples = pairs.slice(1).map((pair, i) => [pairs[i] ?? pair, pair])
  const initials = bigrams(pinyinInitials([...core].slice(0, 6).join('')))
  return [pairs.slice(0, 1), ...triples.slice(0, BLOCKS), ...(initials.length > 1 && /\p{Script=Han}/u.test(core) ? [[...new Set(initials)]] : [])]
}
