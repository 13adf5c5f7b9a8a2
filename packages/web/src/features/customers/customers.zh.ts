export const customersZh = {
  accounts: {
    title: '客户', list: '客户列表', create: '新建客户', search: '客户名称、拼音首字母、电话', empty: '还没有客户', emptyText: '新建客户，转化线索，或从表格导入。',
  },
  contacts: {
    title: '联系人', list: '联系人列表', create: '新建联系人', search: '姓名、拼音首字母、电话、公司', empty: '还没有联系人', emptyText: '新建联系人，转化线索，或从表格导入。',
  },
  count: '{{count}} 个',
  countContacts: '{{count}} 位',
  quick: { mine: '我的', team: '团队' },
  filters: { owner: '负责人', team: '团队' },
  clear: '清除筛选',
  emptyFiltered: '没有符合条件的记录',
  emptyFilteredText: '换个条件，或清除筛选。',
  import: '导入',
  noPermission: '您的角色不能新建或修改',
  unassigned: '未分配',
  never: '未跟进',
  fields: {
    accountName: '客户名称', name: '姓名', industry: '行业', size: '规模', region: '地区', website: '网站', phone: '电话', owner: '负责人', source: '来源', tags: '标签',
    title: '职务', department: '部门', email: '邮箱', wechat: '微信', account: '客户', created: '创建时间', activity: '最近跟进', openDeals: '进行中商机', wonDeals: '赢单', wonAmount: '赢单金额',
  },
  record: {
    notFoundAccount: '没有找到这个客户', notFoundContact: '没有找到这位联系人', timeline: '动态', comments: '评论', files: '文件', fields: '资料', deals: '商机', contacts: '联系人',
    aboutAccount: '客户资料', aboutContact: '联系人资料', call: '打电话', log: '记跟进', addContact: '添加联系人', addDeal: '新建商机', readOnly: '只读：您没有修改权限',
    noContacts: '还没有联系人', noContactsText: '添加对接人，跟进时可以直接拨打。', noDeals: '还没有商机', noDealsText: '有明确需求时，为这个客户新建商机。', noContactDeals: '没有关联的商机',
    noContactDealsText: '在商机里把这位联系人加入决策链后，会显示在这里。', openWebsite: '打开网站', openAmount: '进行中金额',
  },
  dealStatus: { open: '进行中', won: '赢单', lost: '丢单' },
  roleOther: '角色未定',
  create: {
    account: '新建客户', contact: '新建联系人', ok: '创建', doneAccount: '已创建客户 {{name}}', doneContact: '已创建联系人 {{name}}', nameRequired: '请填写名称', needed: '请填写此项', emailWrong: '邮箱格式不正确',
    more: '更多字段', ownerHint: '默认由您负责',
  },
}
