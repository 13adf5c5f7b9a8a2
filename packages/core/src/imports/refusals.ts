import type { RefusalWords } from '../lib/refusal.ts'

export const importRefusals = {
  'import.too_large': { status: 413, zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
  'import.empty': { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  'import.file_missing': { status: 422, zh: '请求里没有文件。', en: 'The request holds no file.' },
  'import.busy': { status: 409, zh: '这次导入正在进行中，请等它完成。', en: 'This import is under way; wait until it has finished.' },
  'import.not_read': { status: 409, zh: '文件尚未读取成功。', en: 'The file has not been read yet.' },
  'import.already_done': { status: 409, zh: '这次导入已经完成；如需重来，请先撤销或重新上传。', en: 'This import has been done already; undo it or upload the file again.' },
  'import.not_done': { status: 409, zh: '只有已完成的导入才能撤销。', en: 'Only an import that has been done can be undone.' },
  'import.mapping_invalid': { status: 422, zh: '对应关系有问题，请按提示修改。', en: 'The mapping does not fit; see the problems listed.' },
  'import.questions_open': { status: 422, zh: '还有 {count} 个问题没有回答（日期顺序、相近的名称等）。', en: '{count} questions are still open (order of dates, near names and the like).' },
  'import.may_not_create': { status: 403, zh: '文件需要新建{what}，您没有这个权限：请改为选用已有的，或请管理员导入。', en: 'The file needs new {what}, which you may not create: choose existing ones, or ask an administrator to import it.' },
  'import.changed_since': { status: 409, zh: '有 {count} 条记录在导入之后被修改过；请选择保留它们，或连同修改一起撤销。', en: '{count} records were changed after the import; choose to keep them, or to undo them too.' },
  'import.interrupted': { status: 503, zh: '处理中断，没有写入任何数据；请重试。', en: 'The work was interrupted and nothing was written; try again.' },
} satisfies Record<string, RefusalWords>
