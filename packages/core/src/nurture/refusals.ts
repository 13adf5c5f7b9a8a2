import type { RefusalWords } from '../lib/refusal.ts'

export const nurtureRefusals = {
  'sequence.too_large': { status: 400, zh: '序列的步骤或层级太多。', en: 'The sequence has too many steps or levels.' },
  'sequence.has_problems': { status: 422, zh: '序列还有 {n} 处问题，请先处理再发布。', en: 'The sequence still has {n} problems; mend them before publishing.' },
  'sequence.not_running': { status: 409, zh: '序列没有在运行，不能加入线索。', en: 'The sequence is not running, so no lead can enter it.' },
  'sequence.archived': { status: 409, zh: '序列已归档。', en: 'The sequence has been archived.' },
  'sequence.not_published': { status: 409, zh: '序列还没有发布。', en: 'The sequence has not been published.' },
  'enrolment.is_in': { status: 409, zh: '线索已在此序列中。', en: 'The lead is in this sequence already.' },
  'enrolment.closed_lead': { status: 409, zh: '已转化或无效的线索不能进入培育序列。', en: 'A converted or invalid lead cannot enter a sequence.' },
  'enrolment.ended': { status: 409, zh: '线索已离开此序列。', en: 'The lead has left this sequence.' },
  'mail.address': { status: 422, zh: '邮箱地址不正确。', en: 'This is not a mail address.' },
  'mail.host': { status: 422, zh: '服务器地址不正确。', en: 'This is not the name of a server.' },
  'mail.not_ready': { status: 409, zh: '还没有设置发信服务器和发件人。', en: 'Mail server and sender are not set up yet.' },
  'mail.settled': { status: 409, zh: '此邮件不能重发。', en: 'This mail cannot be sent again.' },
  'mail.unsubscribed': { status: 409, zh: '对方已退订，不能由我方恢复。', en: 'The recipient unsubscribed; this cannot be undone by us.' },
  'content.url': { status: 422, zh: '链接须以 http:// 或 https:// 开头。', en: 'A link must begin with http:// or https://.' },
  'content.nothing': { status: 409, zh: '此内容还没有链接或文件。', en: 'There is no link or file behind this yet.' },
} satisfies Record<string, RefusalWords>
