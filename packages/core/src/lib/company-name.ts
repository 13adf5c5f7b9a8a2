import { foldText } from './text.ts'

/** Legal forms at the end of a name, the longer before the shorter. */
const chineseForms =
  /(?:股份有限公司|有限责任公司|有限合伙企业|集团有限公司|有限公司|股份公司|合伙企业|事务所|总公司|分公司|集团公司|集团|公司|厂)$/
const latinForms =
  /[\s,.]+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|kg|s\.?a|s\.?r\.?l|b\.?v|n\.?v|pty|pte|oy|ab|as|kk|k\.k|group|holdings?)\.?$/
const region =
  /^(?:中国|北京|上海|天津|重庆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|厦门|宁波|无锡|长沙|郑州|济南|合肥|福州|东莞|佛山|大连|沈阳|(?:广东|浙江|江苏|山东|河南|河北|湖南|湖北|四川|福建|安徽|江西|辽宁|吉林|黑龙江|山西|陕西|甘肃|青海|云南|贵州|海南|台湾)省?|(?:内蒙古|广西|西藏|宁夏|新疆)(?:自治区)?)市?/
const bracketed = /[(（[【]([^)）\]】]*)[)）\]】]/g

/**
 * The part of a company's name by which people know it, for comparing only, never for showing:
 * folded, legal form and region removed, brackets and punctuation too. `深圳市腾讯计算机系统有限公司` →
 * `腾讯计算机系统`; `Acme Corp., Ltd.` → `acme`. Never empty for a name that holds a letter.
 */
export function companyCore(name: string): string {
  const folded = foldText(name)
  let core = folded.replace(bracketed, (_, inside: string) => (region.test(inside) ? '' : ` ${inside} `)).trim()
  for (let before = ''; before !== core; ) {
    before = core
    core = core.replace(chineseForms, '').replace(latinForms, '').trim()
  }
  const local = core.replace(region, '')
  // 上海公司 → nothing left would match every other; the region is then the name.
  if ([...local].length >= 2) core = local
  const key = core.replace(/[^\p{L}\p{N}]+/gu, '')
  return key === '' ? folded.replace(/[^\p{L}\p{N}]+/gu, '') : key
}
