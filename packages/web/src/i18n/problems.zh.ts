/** Failures that only the browser knows. Refusals of the server have their words in core, by code. */
export const problemsZh = {
  network: '网络连接不上，请检查网络后重试',
  timeout: '服务器响应超时，请稍后重试',
  unknown: '出了点问题，请重试',
  not_found: '没有找到，可能已被删除，或您没有查看权限',
  payload_too_large: '内容太大，超出了限制',
}
