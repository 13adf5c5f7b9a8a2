export const formSubmissionsZh = {
  title: '表单提交',
  verdicts: { accepted: '有效', duplicate: '同一人', suspected_bot: '疑似机器人' },
  reasons: { honeypot: '填了隐藏陷阱', too_fast: '提交过快', many_links: '链接过多', custom_refused: '部分内容未写入自定义字段' },
  version: '第 {{n}} 版',
  consent: '已同意条款（第 {{n}} 版）',
  noConsent: '未同意条款',
  page: '提交页面',
  released: '由 {{name}} 放行',
}
