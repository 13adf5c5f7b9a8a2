/** Values of the demo company's own fields of leads, by what the simulated company calls them. */
export const leadSizes: Readonly<Record<string, string>> = { 小型: 'small', 中型: 'medium', 大型: 'large' }
export const leadIndustries: Readonly<Record<string, string>> = {
  汽车零部件: 'auto_parts', 电子制造: 'electronics', 机械加工: 'machining', 新能源: 'new_energy', 医疗器械: 'medical', 家电: 'appliances', 食品饮料: 'food', 包装印刷: 'packaging', 注塑模具: 'moulds', 化工材料: 'chemicals',
}
