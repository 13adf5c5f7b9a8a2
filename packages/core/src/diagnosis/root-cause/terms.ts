/** Words that say nothing about a deal, in both languages: particles, pronouns, time, and the business's own small change. */
const stopWords = new Set(
  (
    '的 了 和 与 及 或 在 是 有 我 你 他 她 它 我们 你们 他们 这 那 这个 那个 也 都 就 还 又 很 非常 不 没 没有 会 要 能 可以 可 把 被 给 对 从 到 向 为 以 等 等等 个 一个 ' +
    '一下 一些 一 二 三 两 上 下 中 里 后 前 时 时候 今天 明天 昨天 本周 下周 上周 本月 下月 上月 周一 周二 周三 周四 周五 上午 下午 目前 已经 已 再 先 将 于 由 所 其 此 该 并 且 而 但 但是 因为 所以 如果 ' +
    '来 去 拿 问 说 讲 让 请 做 看 想 用 找 谈 发 打 约 写 报 比 次 再次 部分 无法 能 能不能 能否 可否 是否 想问 问到 份 件 位 年 月 日 天 号 元 万 条 套 种 点 些 每 各 某 只 才 多 少 大 小 新 老 好 今年 明年 去年 月底 年底 之后 以后 之前 起 内 外 间 处 补 进 出 回 给到 关于 通过 根据 整套 一次 一起 一份 另 另外 或者 以及 还要 还有 就是 不过 只是 不了 不到 得到 拿到 收到 听到 提到 提出 表态 ' +
    '客户 对方 我方 公司 沟通 联系 跟进 电话 微信 拜访 说 表示 认为 觉得 希望 需要 进行 完成 确认 了解 发送 回复 情况 问题 方面 相关 比较 还是 可能 应该 安排 说明 继续 下一步 先生 女士 经理 老师 ' +
    'the a an and or of to in on at is are was were be been it this that with for from by as he she they we you i his her their our not no has have had will would can could do does did ' +
    'customer client company called call email mail said says about next week today tomorrow please ok'
  ).split(' '),
)

const maxTerm = 24
const clause = /[\p{Script=Han}\p{L}\p{N}]+(?:[ ]+[\p{Script=Latin}\p{N}]+)*/gu

let segmenter: Intl.Segmenter | null | undefined
/** Words of a run of text. Where the runtime has no segmenter: pairs of characters for Chinese, words for the rest. */
function segment(text: string): string[] {
  if (segmenter === undefined) segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null
  if (segmenter !== null) return [...segmenter.segment(text)].filter((part) => part.isWordLike === true).map((part) => part.segment)
  return (text.match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []).flatMap((run) => (/\p{Script=Han}/u.test(run) ? pairs(run) : [run]))
}
const pairs = (run: string): string[] => (run.length < 3 ? [run] : [...run].slice(1).map((character, i) => `${[...run][i] ?? ''}${character}`))

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/**
 * The terms of a note, each once: its words, and runs of two and three words that stand side by side within a clause
 * (`分期` + `付款` → `分期付款`), because segmentation cuts what people mean as one. Stop words, numbers and single characters
 * are no terms; a stop word also ends a run. Lower case, width folded.
 */
export function termsOf(note: string): Set<string> {
  const terms = new Set<string>()
  const take = (term: string) => {
    if (term.length <= maxTerm) terms.add(term)
  }
  for (const [part] of note.normalize('NFKC').toLowerCase().matchAll(clause)) {
    let run: string[] = []
    for (const word of [...segment(part), '']) {
      if (word === '' || stopWords.has(word) || /^\p{N}+$/u.test(word)) {
        run = []
        continue
      }
      // A single character is no term, but holds a phrase together: 付 + 款.
      if ([...word].length > 1) take(word)
      run.push(word)
      for (const length of [2, 3]) {
        const last = run.slice(-length)
        if (last.length === length) take(last.reduce((text, next) => (isHan(text.at(-1) ?? '') || isHan(next[0] ?? '') ? text + next : `${text} ${next}`)))
      }
    }
  }
  return terms
}
