/** What parts of a business card are told by. */

export const partKinds = ['name', 'company', 'title', 'phone', 'email', 'address', 'wechat', 'website', 'other'] as const
export type PartKind = (typeof partKinds)[number]

const labels: readonly [PartKind, string][] = [
  ['name', '姓名|名字|联系人|客户姓名|收件人|name|full name|contact|contact person|attn'],
  ['company', '公司名称|公司全称|客户名称|客户|公司|单位名称|单位|企业名称|企业|工作单位|company|company name|organization|organisation|employer'],
  ['title', '职务|职位|职称|岗位|头衔|title|job title|position|role'],
  ['phone', '联系电话|联系方式|移动电话|办公电话|公司电话|手机号码|手机号|电话号码|手机|电话|座机|固话|直线|总机|tel|telephone|mobile|mob|phone|cell|direct|office|m|t|p|tel/fax'],
  ['email', '电子邮箱|电子邮件|邮箱地址|邮箱|邮件|e-mail|email|mail|e'],
  ['address', '公司地址|办公地址|联系地址|通讯地址|收货地址|详细地址|地址|address|addr|add|a|location'],
  ['wechat', '微信号|微信|wechat id|wechat|weixin|wx|vx'],
  ['website', '公司网址|网址|官网|网站|website|web|url|homepage|w'],
  ['other', '传真|fax|f|邮政编码|邮编|zip|postcode|p\\.c|qq|skype|linkedin|备注|需求|note|remark|税号|统一社会信用代码|部门|department|dept'],
]
const byWord = new Map(labels.flatMap(([kind, words]) => words.split('|').map((word): [string, PartKind] => [word.replaceAll('\\', ''), kind])))
const anyLabel = labels.flatMap(([, words]) => words.split('|')).sort((a, b) => b.length - a.length).join('|')

/** A label before its colon, at the beginning or after what separates: 手机：, Tel. :, 【公司】. */
export const labelPattern = new RegExp(`(?<![\\p{L}\\p{N}])[【\\[(]?(${anyLabel})\\.?[】\\])]?\\s?[:=]\\s*|[【\\[](${anyLabel})[】\\]]\\s*`, 'giu')
/** What a label stands for; also of a word that stands alone (`电话 138…`). One letter needs its colon. */
export const kindOfLabel = (word: string): PartKind | null => byWord.get(word.toLowerCase()) ?? null

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤时阳穆司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗桂全佟应臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明池查麻苑迟邝官封谈鞠匡'
const compound = '欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|轩辕|长孙|宇文'
const surname = `(?:${compound}|[${surnames}])`
const given = '[\\p{Script=Han}]{1,2}'
export const chineseName = new RegExp(`^${surname}${given}$`, 'u')
const polite = '先生|女士|小姐|老师|博士|教授'
/** 王先生, 张总, 刘工: all that is known of the name. */
export const politeName = new RegExp(`^${surname}(?:${polite}|总|工|经理|主任|总监|主管)$`, 'u')
/** 王小明先生: the name with a courtesy after it. */
export const nameWithCourtesy = new RegExp(`^(${surname}${given})(?:${polite})$`, 'u')
export const singleSurname = new RegExp(`^${surname}$`, 'u')

const chineseTitles =
  '首席[\\p{Script=Han}]{2,4}官|董事长|总经理|副总|总裁|总监|经理|主任|主管|工程师|架构师|设计师|分析师|会计师|律师|董事|合伙人|创始人|顾问|专员|专家|代表|助理|部长|处长|科长|局长|店长|厂长|院长|所长|校长|行长|队长|组长|教授|研究员|秘书|采购员|业务员|销售员|采购|会计|出纳|法人代表|法人|负责人|老板|理事长|秘书长|书记|讲师|编辑|运营|销售|客服|行政|技术员|书记员'
/** Ends in a title, maybe after a department: 华东区销售总监. */
export const chineseTitle = new RegExp(`(?:(?:${chineseTitles})|\\p{Script=Han}(?:兼|/|、)?\\s?(?:CEO|CTO|CFO|COO|CIO|CMO|VP|HR))$`, 'u')
export const department = /(?:部|事业部|中心|科室|科|处)$/u
/** Begin like a surname and are none: 高级工程师, 项目经理. */
const notAName = '高级|项目|常务|华东|华南|华北|华中|华西|商务|安全|安装|方案|区域|施工|包装|连锁|党委|成本|文案|应用|景观|程序|房产|设备|成套|计划'

/** 销售总监王强, and 王强总经理: a title and a name in one word. */
export const titleThenName = new RegExp(`^(\\p{Script=Han}{0,12}?(?:${chineseTitles}))(${surname}${given})$`, 'u')
export const nameThenTitle = new RegExp(`^(?!${notAName})(${surname}${given}?)((?:副|高级|资深|首席|销售|市场|技术|采购|产品|财务|运营|人事|区域|大区|项目|执行|常务|华东|华南|华北)*(?:${chineseTitles}))$`, 'u')

export const chineseCompany = /(?:公司|集团|工厂|银行|分行|支行|研究院|研究所|设计院|事务所|大学|学院|医院|工作室|合作社|商行|酒店|协会|学会|基金会|出版社|联合会|委员会|(?<![\p{Script=Han}]{0,1}[一二三四五六七八九十\d])(?<!工)厂)(?:\([^()]{1,20}\))?$/u
/** Looks like a company where nothing better is found. */
export const maybeCompany = /(?:科技|技术|信息|网络|软件|电子|智能|实业|贸易|传媒|咨询|教育|医疗|建设|股份|控股|物流|机械|制造|能源|材料|生物|制药|食品|服饰|电器|汽车|金融|资本|证券|保险|地产)$/u
export const latinCompany = /(?:\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|plc|gmbh|ag|s\.?a|b\.?v|pty|pte|group|holdings?|technologies|technology|solutions|systems|software|industries|enterprises|partners|consulting|logistics|bank|university|institute|hospital|labs?|studios?|international)\b\.?)\s*$/i

export const chineseAddress = /(?:\p{Script=Han}(?:省|市|自治区|区|县|镇|乡|村|街道|开发区|高新区|新区)(?=\p{Script=Han}|\d|[A-Za-z])|(?:路|街|大道|巷|弄|道|里)\s*(?:[东西南北中]?段?)?\s*[\d一二三四五六七八九十]+|\d+\s*(?:号|弄|栋|幢|座|楼|层|室|单元)|(?:大厦|大楼|广场|园区|产业园|科技园|工业园|软件园|写字楼|创业园|工业区|商务中心|国际中心))/u
export const latinAddress = /\d.*\b(?:road|rd|street|st|avenue|ave|boulevard|blvd|lane|ln|drive|dr|way|plaza|square|building|bldg|tower|floor|fl|f|room|rm|suite|ste|district|park|po box|str|no)\b|\b(?:road|street|avenue|boulevard|lane|building|tower|district|floor)\b.*\d|\b(?:road|street|avenue|building|tower|district)\b/i

export const latinTitle = /\b(?:ceo|cto|cfo|coo|cio|cmo|cso|vp|svp|evp|president|vice president|director|manager|engineer|officer|head|founder|co-founder|partner|consultant|analyst|architect|designer|developer|executive|representative|assistant|secretary|accountant|specialist|buyer|purchaser|lead|chairman|chairwoman|owner|principal|professor|researcher|scientist|supervisor|coordinator|advisor|buyer|procurement|sales|marketing)\b/i
export const latinName = /^(?:(?:mr|mrs|ms|miss|dr|prof)\.?\s+)?(\p{Lu}[\p{L}'’-]*\.?(?:\s+(?:\p{Lu}[\p{L}'’-]*\.?|van|von|de|der|da|di|la|bin|al)){1,3})$/u
