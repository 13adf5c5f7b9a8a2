export const doorsZh = {
  more: '更多录入方式',
  menu: { call: '记一通来电', fair: '展会快速录入（可离线）', settings: '接入设置' },
  paste: { open: '粘贴文本识别', title: '粘贴名片、签名或聊天内容', placeholder: '例如：张伟 销售总监 深圳市云帆科技有限公司 13800138000', read: '识别并填入', filled: '已填入 {{count}} 项', nothing: '没有识别出内容', rest: '没用上的：{{text}}' },
  call: {
    title: '记一通电话', phone: '号码', unreadable: '号码看不懂，仍可按新线索记录', known: '这个号码是', fresh: '新线索', name: '姓名', company: '公司', outcome: '结果', minutes: '时长（分钟）', note: '说了什么', source: '来源', ok: '记下', done: '已记录与 {{name}} 的通话', made: '已记录，并新建线索 {{name}}', needed: '请填写号码', who: '与谁', readOnly: '无权修改', nameNeeded: '请填写姓名或公司',
  },
  fields: { name: '姓名', company: '公司', title: '职务', phone: '电话', email: '邮箱', wechat: '微信', note: '备注', sourceDetail: '来源说明', pageUrl: '页面地址（识别来源）', referrer: '引荐页' },
  problems: { too_long: '太长', not_text: '不是文本', control_characters: '含控制字符', nobody: '没有姓名、公司或联系方式' },
  settings: {
    title: '外部接入', note: '其他系统用签名的请求把线索交进来：每个地址一把密钥、一套字段对应关系。', add: '新建接收地址', none: '还没有接收地址', noneText: '官网、广告平台或自有系统都可以把线索推送到这里。', fairTitle: '展会快速录入', fairNote: '手机打开后可离线使用，联网自动同步，不会重复。', fairOpen: '打开录入页',
    name: '名称', channel: '来源渠道', campaign: '归属活动', mapping: '字段对应：线索字段 ← 内容里的路径', path: '如 contact.name', sample: '测试请求（JSON 或表单）', test: '测试', tested: '会得到', save: '保存', saved: '已保存', off: '已停用', edit: '编辑', turnOff: '停用', on: '启用', remove: '删除', removed: '已删除「{{name}}」', renew: '更换密钥', log: '最近请求', needed: '请填写此项', mappingNeeded: '至少对应姓名、公司、电话或邮箱之一',
    secretTitle: '请立即保存密钥', secretText: '密钥只显示这一次。', url: '地址', secret: '密钥', how: '签名：X-Sluice-Signature: t=<秒>,v1=<HMAC-SHA256("t.正文", 密钥) 的十六进制>；可带 X-Sluice-Delivery 作为去重编号。时间与现在相差不超过 5 分钟，同一签名只收一次。',
    counts: '收到 {{accepted}}，拒绝 {{refused}}', last: '最近 {{time}}', never: '还没有收到过', verdicts: { accepted: '已收', repeated: '重复', refused: '拒绝' }, lead: '查看线索', noLog: '还没有请求', adminOnly: '仅管理员可以查看接入设置',
  },
}
