import type { Rng } from './rng.ts'

/** Character(s) and pinyin, e.g. `王wang`. */
interface Syllable {
  text: string
  pinyin: string
}
const parse = (list: string): Syllable[] =>
  list.split(' ').map((entry) => {
    const pinyin = /[a-z]+$/.exec(entry)?.[0] ?? ''
    return { text: entry.slice(0, entry.length - pinyin.length), pinyin }
  })

const surnames = parse(
  '王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 高gao 林lin 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 冯feng 邓deng 曹cao 彭peng 曾zeng 肖xiao 田tian 董dong 潘pan 袁yuan 蔡cai 蒋jiang 余yu 于yu 杜du 叶ye 程cheng 魏wei 苏su 吕lv 丁ding 任ren 卢lu 姚yao 沈shen 钟zhong 姜jiang 崔cui 谭tan 陆lu 范fan 汪wang 廖liao 欧阳ouyang',
)
const given = parse(
  '伟wei 芳fang 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 明ming 超chao 霞xia 平ping 刚gang 桂英guiying 建国jianguo 志强zhiqiang 晓东xiaodong 海燕haiyan 文博wenbo 子涵zihan 雨桐yutong 浩然haoran 思远siyuan 嘉怡jiayi 俊杰junjie 雅婷yating 建华jianhua 立新lixin 国栋guodong 春梅chunmei 志远zhiyuan 晨曦chenxi 佳琪jiaqi 振宇zhenyu 慧敏huimin 永刚yonggang 雪梅xuemei 天翔tianxiang 一鸣yiming 梓萱zixuan 家豪jiahao 丹丹dandan 宏伟hongwei 金龙jinlong 秀兰xiulan 少华shaohua 启明qiming 若琳ruolin 鹏飞pengfei 卫东weidong 培培peipei 欣然xinran 景行jingxing 书瑶shuyao',
)

export interface PersonName {
  name: string
  surname: string
  pinyin: string
}

export function personName(rng: Rng): PersonName {
  const s = rng.pick(surnames)
  const g = rng.pick(given)
  return { name: s.text + g.text, surname: s.text, pinyin: `${g.pinyin}.${s.pinyin}` }
}

const brandFirst = parse('澄cheng 朔shuo 岚lan 砚yan 禾he 屿yu 衡heng 霁ji 栩xu 曜yao 钧jun 珩heng 楷kai 泓hong 溯su 峤qiao 璟jing 煦xu 骁xiao 翎ling 棠tang 沅yuan 铎duo 嵘rong 祺qi 筑zhu 隽jun 澍shu 垚yao 琥hu')
const brandSecond = parse('远yuan 拓tuo 谷gu 恒heng 川chuan 域yu 辰chen 格ge 锐rui 元yuan 泰tai 岳yue 启qi 立li 诺nuo 昇sheng 正zheng 科ke 源yuan 匠jiang 程cheng 联lian 智zhi 鼎ding 茂mao 润run 迈mai 信xin 嘉jia 朗lang')

export const industries: readonly { label: string; words: readonly string[] }[] = [
  { label: '汽车零部件', words: ['汽车零部件', '汽车部件', '汽配'] },
  { label: '电子制造', words: ['电子', '电子科技', '精密电子'] },
  { label: '机械加工', words: ['精密机械', '机械制造', '五金制品'] },
  { label: '新能源', words: ['新能源', '储能科技', '光伏材料'] },
  { label: '医疗器械', words: ['医疗器械', '医疗科技'] },
  { label: '家电', words: ['电器', '智能家电'] },
  { label: '食品饮料', words: ['食品', '饮品'] },
  { label: '包装印刷', words: ['包装材料', '包装科技'] },
  { label: '注塑模具', words: ['模具', '塑胶制品'] },
  { label: '化工材料', words: ['新材料', '化工材料'] },
]

export interface CompanyName {
  name: string
  /** What people call it. */
  short: string
  pinyin: string
  industry: string
}

/** Put together from parts, so that no real company is meant; a coincidence with one cannot be excluded. */
export function companyName(rng: Rng, city: string, weights?: Readonly<Record<string, number>>): CompanyName {
  const a = rng.pick(brandFirst)
  const b = rng.pick(brandSecond)
  const label = weights === undefined ? rng.pick(industries).label : rng.weighted(weights)
  const industry = industries.find((i) => i.label === label)
  if (industry === undefined) throw new Error(`unknown industry ${label}`)
  const word = rng.pick(industry.words)
  const brand = a.text + b.text
  const legal = rng.weighted({ 有限公司: 8, 股份有限公司: 1, '（集团）有限公司': 0.6 })
  const name = rng.chance(0.15) ? `${brand}${word}（${city}）${legal === '（集团）有限公司' ? '有限公司' : legal}` : `${city}${brand}${word}${legal}`
  return { name, short: brand + word, pinyin: a.pinyin + b.pinyin, industry: industry.label }
}

export const citiesOfTeam: Record<string, readonly string[]> = {
  east: ['上海', '苏州', '杭州', '宁波', '无锡', '南京', '合肥', '常州'],
  south: ['深圳', '广州', '东莞', '佛山', '厦门', '惠州', '珠海'],
  north: ['北京', '天津', '青岛', '济南', '沈阳', '石家庄', '大连'],
  smb: ['成都', '武汉', '长沙', '西安', '郑州', '苏州', '东莞', '温州'],
}

/**
 * The n-th fictitious mobile number: valid in form (11 digits), in the ranges 190/192/196/197 with `0000` behind them,
 * and different for each n below 40,000.
 */
export function mobileNumber(n: number): string {
  const prefix = ['1900000', '1920000', '1960000', '1970000'][Math.floor(n / 10_000) % 4] ?? '1900000'
  return prefix + String((n * 7919) % 10_000).padStart(4, '0')
}

export const titlesOfRole: Record<string, readonly string[]> = {
  decision_maker: ['总经理', '副总经理', '董事长', '制造副总'],
  economic_buyer: ['财务总监', '采购总监', '采购经理'],
  technical_evaluator: ['技术总监', '工艺工程师', 'IT经理', '设备科长', '信息中心主任'],
  user: ['车间主任', '生产主管', '计划主管', '仓储主管'],
  influencer: ['总经理助理', '质量经理', '精益经理'],
  coach: ['生产经理', '信息化专员', '设备工程师'],
  opponent: ['原系统负责人', '运营经理'],
}

/** How a rep writes about a person: 王总, 李工, 张经理. */
export function honorific(surname: string, title: string): string {
  if (/总|董事长/.test(title)) return `${surname}总`
  if (/工程师|工艺|IT|信息|设备/.test(title)) return `${surname}工`
  return /主任|主管|科长/.test(title) ? surname + (title.slice(-2)) : `${surname}经理`
}
