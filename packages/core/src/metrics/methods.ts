/** The parts of a `method` in Chinese; names of people and tests stay as they are known. */
const zh: Readonly<Record<string, string>> = {
  // How it is counted.
  count: '计数', sum: '求和', mean: '平均', median: '中位数', share: '占比', difference: '差', quotient: '商', formula: '公式', exact: '精确', flow: '流量', snapshot: '时点存量', cohort: '同期群', closed: '按关闭', 'by days': '按天数折算',
  'sum of parts': '各部分相加', 'exact decimals': '精确小数', 'exact hundredths': '精确到百分之一', 'exact ten-thousandths': '精确到万分之一', 'exact in minor units': '精确到分', 'whole minutes': '按整分钟',
  'ratio of sums': '金额合计之比', 'its interval turned round': '区间取倒数', 'rolling closed rate': '滚动的关闭赢率', 'first to first': '首次到首次', 'cohort with a horizon': '限期同期群', 'snapshot against the mean of the past': '时点存量对比以往均值',
  replay: '逐日重放', 'replay of what was known': '按当时已知的重放', 'largest remainder': '最大余数分配', 'exposure over exits': '停留时间 ÷ 离开次数', 'steady state': '稳定状态', 'coincidence · share': '时间吻合 × 占比',
  'absorbing chain': '吸收马尔可夫链', convolution: '卷积', 'order statistic': '次序统计量', product: '连乘', 'product held against chain and time': '连乘与另外两种方法对照', 'exact split of Δstock': 'Δ存量精确拆分', 'Little 1961': '利特尔法则（Little 1961）',
  'direct standardisation': '直接标准化', landmark: '界标法', 'dose and response at equal mix': '同结构下的剂量—反应', 'delta method': 'delta 法',
  // How sure it is.
  'Wilson 95 %': 'Wilson 95% 区间', 'Newcombe 95 %': 'Newcombe 95% 区间', 'MOVER 95 %': 'MOVER 95% 区间', 'normal 95 %': '正态 95% 区间', 'order-statistic 95 %': '次序统计量 95% 区间', 'log-log 95 %': 'log-log 95% 区间',
  'log-log 95 % by inversion': 'log-log 95% 区间（反解）', 'linearised 95 %': '线性化 95% 区间', 'logit 95 %': 'logit 95% 区间', 'exact interval of the median': '中位数的精确区间', '95 % by the delta method on the logarithm': '对数尺度 delta 法 95% 区间',
  'two-proportion test': '两比例检验', 'two proportions': '两比例检验', 'Poisson for counts': '个数用 Poisson 检验', Poisson: 'Poisson', 'or the spread of earlier weeks': '或以往各周的波动', 'Poisson z ≥ 2.5': 'Poisson z ≥ 2.5',
  'z with the spread of earlier windows': '计入以往各窗口波动的 z 值', 'z ≤ −2 or −15 %': 'z ≤ −2 或 −15%', z: 'z 检验', 'p ≤ 0.01': 'p ≤ 0.01', 'p < 0.01': 'p < 0.01',
  'n ≥ 20': '至少 20 个样本', 'n ≥ 20 each': '两边各至少 20 个样本', 'n ≥ 20 on both sides': '两边各至少 20 个样本', 'n ≥ 20 on every day': '每天至少 20 个样本',
  'Aalen–Johansen': 'Aalen–Johansen（竞争结局）', 'Kaplan–Meier': 'Kaplan–Meier（计入未结束）', 'Kaplan–Meier P75': 'Kaplan–Meier P75（计入未结束）', 'Kaplan–Meier means': 'Kaplan–Meier 平均（计入未结束）',
  'confidence sequence 95 %': '随时可看的 95% 区间（置信序列）', 'Mantel–Haenszel': 'Mantel–Haenszel 加权',
  'Benjamini–Hochberg': 'Benjamini–Hochberg 校正', 'Cochran–Mantel–Haenszel': 'Cochran–Mantel–Haenszel 检验', Kitagawa: 'Kitagawa 分解',
}

/** The parts of a method that have no Chinese words yet. */
export const untranslated = (method: string): string[] => method.split(', ').filter((part) => !Object.hasOwn(zh, part))

/** A method as a reader of the language knows it. */
export function methodInWords(method: string, language: 'zh' | 'en'): string {
  return language === 'en' ? method : method.split(', ').map((part) => zh[part] ?? part).join('，')
}
