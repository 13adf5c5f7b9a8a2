/** Words for the stable codes of refusals, `.` written as `_`. A code without words here shows the server's own title. */
export const problemsZh = {
  network: '网络连接不上，请检查网络后重试',
  timeout: '服务器响应超时，请稍后重试',
  unknown: '出了点问题，请重试',
  not_found: '没有找到，可能已被删除，或您没有查看权限',
  forbidden: '您没有权限执行此操作',
  unauthenticated: '登录已过期，请重新登录',
  conflict_stale_version: '这条记录刚被别人修改过，请刷新后再改',
  validation: '有内容填写不正确，请检查',
  too_many_requests: '操作太频繁，请稍后再试',
  payload_too_large: '内容太大，超出了限制',
}
