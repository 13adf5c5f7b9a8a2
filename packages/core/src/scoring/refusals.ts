import type { RefusalWords } from '../lib/refusal.ts'

export const scoringRefusals = {
  'score.rules_invalid': { status: 422, zh: '评分规则有 {count} 处条件无法使用，请检查标出的规则。', en: 'Conditions in {count} places of the rules cannot be used; see the marked rules.' },
  'score.no_draft': { status: 409, zh: '没有待发布的草稿。', en: 'There is no draft to publish.' },
  'score.not_published': { status: 409, zh: '还没有发布评分规则。', en: 'No score rules have been published yet.' },
  'score.already_running': { status: 409, zh: '正在重算，请等它完成。', en: 'Leads are being scored anew already; wait until that is done.' },
  'fit_model.already_training': { status: 409, zh: '模型正在训练，请等它完成。', en: 'The model is being trained already; wait until that is done.' },
  'fit_model.none': { status: 409, zh: '还没有可用的模型，请先训练。', en: 'There is no model to use yet; train one first.' },
  'score.too_few_to_test': { status: 422, zh: '历史线索太少，无法回测：现有 {leads} 条，其中 {converted} 条已转化；至少需要 {needLeads} 条，且已转化与未转化各不少于 {needOfEach} 条。', en: 'Too few past leads to test with: {leads}, of which {converted} converted. At least {needLeads} are needed, and {needOfEach} of each outcome.' },
  'fit_model.too_few_leads': { status: 422, zh: '历史线索太少，暂不能训练匹配度模型：现有 {leads} 条，至少需要 {needed} 条。', en: 'Too few past leads to learn from: {leads} of at least {needed}.' },
  'fit_model.too_few_outcomes': { status: 422, zh: '已知结果太少，暂不能训练匹配度模型：已转化 {converted} 条，未转化 {others} 条，各至少需要 {needed} 条。', en: 'Too few known outcomes to learn from: {converted} converted, {others} not; at least {needed} of each are needed.' },
  'fit_model.no_columns': { status: 422, zh: '没有可用于训练的字段：它们要么为空，要么在结果之后才填写，或直接泄露了结果。', en: 'No field can be learnt from: they are empty, filled after the outcome, or give the outcome away.' },
  'fit_model.no_signal': { status: 422, zh: '在最近的线索上，模型并不明显优于随机猜测，因此未启用。', en: 'On the newest leads the model is not surely better than chance, so it is not used.' },
} satisfies Record<string, RefusalWords>
