import type { RefusalWords } from '../lib/refusal.ts'

export const experimentRefusals = {
  'experiment.running': { status: 409, zh: '实验已经开始，定义不能再改；要换做法请结束后另建一个。', en: 'The experiment has started and its definition stands; end it and make another to try something else.' },
  'experiment.not_draft': { status: 409, zh: '只有草稿可以这样做。', en: 'Only a draft allows this.' },
  'experiment.not_running': { status: 409, zh: '实验没有在进行。', en: 'The experiment is not running.' },
  'experiment.has_problems': { status: 422, zh: '实验还有 {n} 处问题，请先处理再开始。', en: 'The experiment still has {n} problems; mend them before it starts.' },
  'experiment.unknown_arm': { status: 422, zh: '没有这条路径。', en: 'There is no such path.' },
  'experiment.reason_required': { status: 422, zh: '请写明结论的理由。', en: 'Say why.' },
  'experiment.same_key': { status: 422, zh: '两条路径用了同一个键。', en: 'Two paths have the same key.' },
  'experiment.playbook_full': { status: 409, zh: '该阶段的话术已满，放不下这条路径。', en: 'The scripts of the stage have no room left for the path.' },
} satisfies Record<string, RefusalWords>
