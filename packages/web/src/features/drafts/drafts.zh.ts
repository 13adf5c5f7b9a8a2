export const draftsZh = {
  version: '第 {{n}} 版', editing: '编辑', name: '名称', save: '保存', cancel: '取消', more: '更多操作',
  pause: '暂停', resume: '恢复', resumed: '已恢复运行', archive: '归档', archived: '已归档', restore: '取消归档', rename: '改名', copy: '复制', copyName: '{{name}} 副本',
  publish: '发布', publishTitle: '发布新版本', note: '版本说明（选填）',
  problems: '{{count}} 处待处理', ready: '可以发布', unpublished: '有未发布的修改', saveFirst: '正在保存，请稍候',
  states: { saved: '已保存', unsaved: '未保存', saving: '保存中…', stale: '此记录刚被他人修改', failed: '保存失败，修改后会再试' },
  reload: '重新载入', undo: '撤销', redo: '重做',
  versions: { title: '版本', none: '还没有发布过', noneText: '每次发布都会在这里留下一个版本。', by: '{{name}} 发布', now: '生效中', take: '取回为草稿' },
} as const
