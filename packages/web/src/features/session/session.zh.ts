export const sessionZh = {
  title: '登录漏斗引擎',
  promise: '每个数字都说得清来历',
  email: '邮箱',
  emailNeeded: '请输入邮箱',
  password: '密码',
  passwordNeeded: '请输入密码',
  org: '组织标识',
  submit: '登录',
  demo: '先看看演示公司？',
  enterDemo: '进入演示',
}
