import { foldText } from './text.ts'

/** Legal forms at the end of a name, the longer before the shorter. */
const chineseForms =
  /(?:股份有限公司|有限责任公司|股份合作公司|有限合伙企业|普通合伙企业|特殊普通合伙|集团有限公司|农民专业合作社|专业合作社|个体工商户|有限合伙|普通合伙|有限公司|股份公司|合伙企业|个人独资企业|股份制|合作社|事务所|总公司|子公司|集团公司|集团|公司|厂)$/
/** A branch is its parent for whoever looks for the company: 阿里巴巴(中国)有限公司上海分公司. */
const branch = /(?:分公司|分店|分厂|分部|办事处|代表处|营业部)$/
const latinForms =
  /[\s,.]+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|kg|s\.?a|s\.?r\.?l|b\.?v|n\.?v|pty|pte|oy|ab|as|kk|k\.k|group|holdings?)\.?$/

const provinces =
  '广东|浙江|江苏|山东|河南|河北|湖南|湖北|四川|福建|安徽|江西|辽宁|吉林|黑龙江|山西|陕西|甘肃|青海|云南|贵州|海南|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门'
/** Municipalities and the cities that company names begin with most, also without 市. */
const cities =
  '北京|上海|天津|重庆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|厦门|宁波|无锡|长沙|郑州|济南|合肥|福州|东莞|佛山|大连|沈阳|昆明|南昌|南宁|贵阳|太原|石家庄|哈尔滨|长春|兰州|西宁|银川|海口|' +
  '乌鲁木齐|呼和浩特|拉萨|珠海|中山|惠州|江门|汕头|常州|南通|徐州|扬州|镇江|泰州|盐城|昆山|温州|嘉兴|绍兴|金华|台州|湖州|义乌|泉州|漳州|烟台|潍坊|淄博|临沂|威海|济宁|洛阳|襄阳|宜昌|株洲|衡阳|岳阳|绵阳|德阳|' +
  '芜湖|蚌埠|赣州|九江|唐山|保定|廊坊|秦皇岛|邯郸|桂林|柳州|三亚|遵义|包头|鄂尔多斯|大同|吉林|大庆|鞍山|咸阳|宝鸡'
const named = new RegExp(`^(?:中国|(?:${cities})市?|(?:${provinces})(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区)?)`)
/** A city, county or district that is none of those, when it says so itself: 海宁市, 余杭区; but not 超级市场, 智慧社区. */
const city = /^\p{Script=Han}{2,3}市(?![场民政值井面容])/u
const district = /^\p{Script=Han}{1,4}?(?:新区|(?<![社园校小地片景厂])区|县|旗)(?![块域位间别])/u
const bracketed = /[(（[【]([^)）\]】]*)[)）\]】]/g
/** A name in characters of which so few are left would match every other of its kind. */
const fewest = 2

/**
 * The part of a company's name by which people know it, for comparing only, never for showing: folded (width, case,
 * traditional characters), legal form, branch and region removed, brackets and punctuation too.
 * `广东省深圳市腾讯计算机系统有限公司` → `腾讯计算机系统`; `Acme Corp., Ltd.` → `acme`. Never empty for a name that holds a letter.
 */
export function companyCore(name: string): string {
  const folded = foldText(name)
  let core = folded.replace(bracketed, (_, inside: string) => (named.test(inside) || chineseForms.test(inside) ? '' : ` ${inside} `)).trim()
  for (let before = ''; before !== core; ) {
    before = core
    if (branch.test(core)) core = withoutPlaceAtEnd(core.replace(branch, ''))
    core = core.replace(chineseForms, '').replace(latinForms, '').trim()
  }
  const key = withoutRegion(core).replace(/[^\p{L}\p{N}]+/gu, '')
  return key === '' ? folded.replace(/[^\p{L}\p{N}]+/gu, '') : key
}

/** 广东省 · 深圳市 · 南山区 in front of a name; a district only after a place, and never so much that nothing is left. */
function withoutRegion(core: string): string {
  let rest = core
  let isPlace = false
  for (const part of [named, named, named, city, district]) {
    if (part === district && !isPlace) continue
    const local = rest.replace(part, '')
    if (local === rest || [...local].length < fewest) continue
    rest = local
    isPlace = true
  }
  return rest
}

/** The place of a branch: 阿里巴巴(中国)有限公司·上海. */
function withoutPlaceAtEnd(text: string): string {
  const place = new RegExp(`(?<=.{${fewest},})(?:${cities}|${provinces})(?:市|省)?$`)
  return text.replace(place, '')
}
