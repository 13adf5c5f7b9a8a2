export const mailboxesZh = {
  title: '收信邮箱', note: '每分钟用 IMAP 收一次：陌生人的来信成为线索，熟人的来信记为跟进，培育邮件的回信和退信归到原邮件。服务器上的邮件不会被删除。', add: '添加邮箱', none: '还没有收信邮箱', noneText: '把 sales@ 之类的邮箱接进来，来信就不会漏。', adminOnly: '仅管理员可以查看收信邮箱',
  name: '名称', nameHint: '如：销售邮箱，会写进线索的来源说明', host: 'IMAP 服务器', port: '端口', security: '加密', securities: { tls: 'TLS', starttls: 'STARTTLS', none: '不加密' }, openNote: '不加密时密码和邮件在网络上可被读到，只用于本机或内网。', username: '用户名', password: '密码或授权码', passwordKept: '已保存，留空不变', passwordAgain: '服务器或用户名变了，请重新输入', folder: '文件夹',
  uses: '用途', takesLeads: '来信成为线索', takesAnswers: '收培育邮件的回信和退信', useNeeded: '请至少选一种用途', channel: '来源渠道', campaign: '归属活动', owner: '负责人', ownerHint: '不填则按分配规则', readDays: '同时收取最近几天的旧邮件', days: '天', marksSeen: '收取后在服务器上标为已读', needed: '请填写此项',
  test: '测试连接', open: '已连上，文件夹里有 {{messages}} 封邮件。', folders: '服务器上的文件夹：{{names}}', said: '服务器说：{{said}}',
  problems: {
    auth: '用户名或密码不对。QQ、163 等邮箱要用授权码，并先在网页上开启 IMAP', dns: '找不到这个服务器', unreachable: '连不上服务器，请检查地址和端口', timeout: '服务器没有及时回答', tls: '加密连接没有成功：证书不被信任，或服务器不支持', folder: '没有这个文件夹', key: '需要重新输入密码', server: '服务器拒绝了请求',
  },
  save: '保存', saved: '已保存', edit: '编辑', log: '收信记录', poll: '立即收取', polled: '收取完成', turnOff: '停用', on: '启用', remove: '删除', removed: '已删除「{{name}}」', removeTitle: '删除「{{name}}」？', removeText: '不再收信，收信记录一起删除；线索和服务器上的邮件都保留。', off: '已停用',
  counts: '30 天：线索 {{lead}} · 跟进 {{activity}} · 回信 {{answer}} · 退信 {{bounce}} · 忽略 {{ignored}}', refusedCount: '未收 {{count}}', last: '{{time}}收过', never: '还没有收过', next: '{{time}} 再试', ok: '正常', waiting: '等待首次收取', broken: '收不到',
  verdicts: { lead: '线索', activity: '跟进', answer: '回信', bounce: '退信', ignored: '忽略', refused: '未收' },
  codes: {
    automatic: '自动回复或系统邮件', list: '群发邮件', own: '我们自己的邮件', not_an_answer: '不是对培育邮件的回信', report_unknown: '退信报告与我们的邮件无关', delayed: '对方服务器还在重试', delivered: '送达回执', repeated: '已收过', unreadable: '邮件格式无法读取', no_sender: '没有可用的发件人', failed: '处理出错，已记录',
  },
  noMails: '还没有邮件', noMailsText: '下一封来信会出现在这里，连同它成了什么、为什么被忽略。', lead: '查看线索', noSubject: '（无主题）',
}
